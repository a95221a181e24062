/** The command that shows everything at once, for people who try the routes. */
package dev.viduroutes.demo;
