/** How a file gets onto the disk so that it is there after a power loss. Depends on nothing else of the gateway. */
package dev.viduroutes.disk;
