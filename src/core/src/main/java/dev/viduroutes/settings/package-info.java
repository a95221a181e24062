/**
 * The settings: where each value comes from, its type and its rule, and what is wrong with it. Uses no other
 * package of the gateway. Hosts may catch {@link dev.viduroutes.settings.SettingsException} and pass on
 * {@link dev.viduroutes.settings.Settings}; everything else is internal.
 */
package dev.viduroutes.settings;
