/** What every HTTP call of ours has in common, whomever it goes to. */
package dev.viduroutes.http;
