package io.weir.cli;

import java.util.function.Supplier;

/**
 * What the admin port says of a process.
 *
 * @param live returns the cause why the process should be restarted, or null
 * @param ready returns the cause why work would not succeed, or null
 */
record Health(Supplier<String> live, Supplier<String> ready) {}
