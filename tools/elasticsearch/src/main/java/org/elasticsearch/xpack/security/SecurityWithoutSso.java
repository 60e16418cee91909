package org.elasticsearch.xpack.security;

import java.util.List;
import java.util.Locale;
import org.elasticsearch.action.ActionRequest;
import org.elasticsearch.action.ActionResponse;
import org.elasticsearch.common.settings.Settings;

/**
 * X-Pack's security without SAML and OpenID Connect, whose libraries are in no public repository.
 * It lives under {@code org.elasticsearch.xpack} because the server lets only that prefix intercept
 * REST requests.
 */
public final class SecurityWithoutSso extends Security {

  /** Called by the node with its settings. */
  public SecurityWithoutSso(Settings settings) {
    super(settings);
  }

  @Override
  public List<ActionHandler<? extends ActionRequest, ? extends ActionResponse>> getActions() {
    return super.getActions().stream().filter(handler -> !isSso(handler)).toList();
  }

  private static boolean isSso(ActionHandler<?, ?> handler) {
    String type = handler.getTransportAction().getName().toLowerCase(Locale.ROOT);
    return type.contains("saml") || type.contains("oidc") || type.contains("openidconnect");
  }
}
