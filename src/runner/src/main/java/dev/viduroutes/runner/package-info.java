/** The routes in a process of their own. A host that embeds them gets nothing of this. */
package dev.viduroutes.runner;
