/** Puts dead letters back to where they came from. What then happens to them, the journal decides. */
package dev.viduroutes.replay;
