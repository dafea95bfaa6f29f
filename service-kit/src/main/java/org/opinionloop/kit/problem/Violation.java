package org.opinionloop.kit.problem;

/**
 * What is wrong with one field.
 *
 * @param field where, as {@code contact.email}
 * @param found the shape of what was there, as {@code string of 20,001 characters}; never the value
 * @param expected what should be there
 */
public record Violation(String field, String found, String expected) {}
