package org.opinionloop.intake.contact;

import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.contact.ContactSealer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Seals with the configured key; nothing here can open again. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContactSettings.class)
class ContactConfiguration {

  @Bean
  ContactSealer contactSealer(ContactSettings settings) {
    return settings.sealer();
  }

  @Bean
  SenderTags senderTags(@Value("${opinion-loop.sender-secret:#{null}}") @Nullable String secret) {
    return new SenderTags(secret);
  }
}
