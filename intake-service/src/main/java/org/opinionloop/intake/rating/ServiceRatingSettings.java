package org.opinionloop.intake.rating;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Ratings of services.
 *
 * @param channel of what is rated at a window, by nobody's key or by one of several channels
 */
@ConfigurationProperties("opinion-loop.intake.service-ratings")
record ServiceRatingSettings(@DefaultValue("service-window") String channel) {}
