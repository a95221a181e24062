/**
 * The calls of the API's contract: how they are made, what their responses say, and what that means for a task. Everything
 * here is internal.
 */
package dev.viduroutes.api;
