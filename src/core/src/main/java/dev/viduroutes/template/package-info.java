/**
 * What a request leaves unsaid: templates, which it names and gives values for, and defaults of the settings. All types are
 * internal.
 */
package dev.viduroutes.template;
