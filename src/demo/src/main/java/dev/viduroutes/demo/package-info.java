/** The command that shows everything at once, for people who try the routes. Internal: hosts use nothing of it. */
package dev.viduroutes.demo;
