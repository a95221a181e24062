/** Tests of hosts: the sandbox for JUnit 5. */
package dev.viduroutes.sandbox.junit;
