/** What the kamelets do beside calling the routes. */
package dev.viduroutes.kamelet;
