/**
 * Spring Boot: the dependency and {@code vidu.*} in {@code application.yaml} are enough. Hosts may name
 * {@link dev.viduroutes.spring.ViduAutoConfiguration} to exclude it; everything else is internal.
 */
package dev.viduroutes.spring;
