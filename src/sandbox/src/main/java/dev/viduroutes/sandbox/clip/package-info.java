/** Draws the clips of the sandbox: real MP4 files, in plain Java. */
package dev.viduroutes.sandbox.clip;
