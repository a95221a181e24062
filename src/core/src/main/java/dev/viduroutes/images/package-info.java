/**
 * Pictures that come with requests: found, checked, put into a bucket once for each content, and given to the API as links that are
 * signed when a task is submitted. Knows documents, the journal and the way to the bucket; what becomes of a task, it is not told.
 * Internal: hosts use nothing of it.
 */
package dev.viduroutes.images;
