/**
 * The routes in a process of their own: the main program, its commands, its file of settings, and what operators look at. Internal:
 * hosts use nothing of it.
 */
package dev.viduroutes.runner;
