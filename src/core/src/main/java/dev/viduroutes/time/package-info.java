/** Clocks and delays. Uses nothing but the settings. Internal: hosts use nothing of it. */
package dev.viduroutes.time;
