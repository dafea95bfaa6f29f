package org.opinionloop.reporting.stream;

import org.opinionloop.reporting.services.Levels;
import org.opinionloop.reporting.services.ServiceCell;

/** What the store of rated services keeps. */
public record RatedService(ServiceCell cell, Levels levels) {}
