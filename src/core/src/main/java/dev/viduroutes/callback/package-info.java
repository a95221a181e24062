/** Being told that a task has ended, instead of asking: its URL, its endpoint, its server. */
package dev.viduroutes.callback;
