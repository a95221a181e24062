/**
 * Many requests in one file or message: reading its rows, having each made like any other request, and telling what became of
 * them. All types are internal but those that hosts see.
 */
package dev.viduroutes.batch;
