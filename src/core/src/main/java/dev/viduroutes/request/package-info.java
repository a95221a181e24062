/**
 * A request on its way to a video: its document and the rules for it, the task with all that is known of it, and the outcome.
 * Hosts may use {@link dev.viduroutes.request.VideoRequest}, {@link dev.viduroutes.request.Outcome} with its parts
 * {@link dev.viduroutes.request.Source}, {@link dev.viduroutes.request.Video} and {@link dev.viduroutes.request.EarlierTask}, and
 * {@link dev.viduroutes.request.TaskListener} with {@link dev.viduroutes.request.Task} and
 * {@link dev.viduroutes.request.TaskState}; everything else is internal.
 */
package dev.viduroutes.request;
