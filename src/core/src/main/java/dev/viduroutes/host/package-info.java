/** What the routes know of the Camel context that they live in. */
package dev.viduroutes.host;
