namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Names that authentication brings, and that nothing else may have.</summary>
internal static class AuthenticationNames
{
    public static IEnumerable<string> Operations(Blueprint blueprint) =>
        [
            "register",
            "login",
            "refresh",
            "logout",
            "me",
            .. RoleGrants.AreUsed(blueprint) ? RoleGrants.Operations : [],
            .. Sessions.AreUsed(blueprint) ? (string[])[Sessions.Operation] : [],
            .. blueprint.Authentication.ApiKeys is null ? [] : ApiKeys.Operations,
            .. LoginProvider.AreUsed(blueprint) ? LoginProvider.Operations : [],
            .. blueprint.AccountWebhooks is null ? [] : AccountWebhooks.Operations,
        ];

    public static IEnumerable<string> Types(Blueprint blueprint) =>
        [
            .. blueprint.Authentication.ApiKeys is null ? [] : ApiKeys.Types,
            .. LoginProvider.AreUsed(blueprint) ? LoginProvider.Types : [],
            .. blueprint.AccountWebhooks is null ? [] : AccountWebhooks.Types,
        ];

    public static IEnumerable<string> Tables(Blueprint blueprint) =>
        [
            "refresh_tokens",
            .. blueprint.Authentication.ApiKeys is null ? [] : (string[])[ApiKeys.Table],
            .. LoginProvider.AreUsed(blueprint) ? (string[])[LoginProvider.Identities, LoginProvider.Logins] : [],
            .. blueprint.AccountWebhooks is null ? [] : (string[])[AccountWebhooks.Table],
        ];
}
