/**
 * How a file gets onto the disk so that it is there after a power loss. Uses no other package of the gateway. Internal: hosts use
 * nothing of it.
 */
package dev.viduroutes.disk;
