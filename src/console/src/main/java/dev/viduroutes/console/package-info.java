/**
 * The console: pages for the person who runs the routes, and for the one who pays. It reads, and changes nothing unless
 * {@code vidu.console.replay} lets it. Hosts may use {@code ViduConsole}; everything else is internal.
 */
package dev.viduroutes.console;
