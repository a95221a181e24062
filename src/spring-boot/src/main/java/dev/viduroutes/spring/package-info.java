/** Spring Boot: the dependency and {@code vidu.*} in {@code application.yaml} are enough. */
package dev.viduroutes.spring;
