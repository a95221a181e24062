/**
 * A stand-in for the paid services: the APIXO API, an S3 server and the videos that the API would make. For trying,
 * testing and measuring; the rest of the project never imports it.
 */
package dev.viduroutes.sandbox;
