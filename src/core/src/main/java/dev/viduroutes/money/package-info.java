/**
 * Money: what a second of video costs, and what that makes of an outcome. Knows no request, so that requests may know it. Hosts may
 * use {@link dev.viduroutes.money.Cost}, {@link dev.viduroutes.money.CostState} and {@link dev.viduroutes.money.Money}; everything else is internal.
 */
package dev.viduroutes.money;
