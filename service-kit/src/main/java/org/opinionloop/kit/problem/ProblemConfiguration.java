package org.opinionloop.kit.problem;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;
import tools.jackson.databind.json.JsonMapper;

/** Makes every error of a service a problem document. */
@Configuration(proxyBeanMethods = false)
public class ProblemConfiguration {

  @Bean
  WebExceptionHandler problemHandler(JsonMapper mapper) {
    return new ProblemHandler(mapper);
  }

  // Not as beans of their own, which are functions: Spring Cloud Stream would take them for ours.

  @Bean
  WebHttpHandlerBuilderCustomizer unknownCharsets() {
    return builder -> builder.httpHandlerDecorator(new UnknownCharsets());
  }

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> unreadableRequests() {
    return factory -> factory.addServerCustomizers(UnreadableRequests.customizer());
  }

  /** As Spring's, but that a header which Java cannot take apart asks for no language. */
  @Bean(WebHttpHandlerBuilder.LOCALE_CONTEXT_RESOLVER_BEAN_NAME)
  LocaleContextResolver localeContextResolver() {
    return new AcceptHeaderLocaleContextResolver() {
      @Override
      public LocaleContext resolveLocaleContext(ServerWebExchange exchange) {
        try {
          return super.resolveLocaleContext(exchange);
        } catch (ArrayIndexOutOfBoundsException hyphenAlone) {
          return new SimpleLocaleContext(getDefaultLocale());
        }
      }
    };
  }
}
