using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

// Ending all sessions of an account.
internal static class SessionContract
{
    public static IEnumerable<HttpEndpoint> Endpoints(BlueprintIndex index)
    {
        if (index.Account is not { } account || index.LoginField is null || !Sessions.AreUsed(index.Blueprint))
            yield break;
        yield return new HttpEndpoint
        {
            OperationId = Sessions.Operation,
            Method = "DELETE",
            Path = Sessions.Path,
            Summary = "Log out everywhere",
            Description = "Ends all sessions of the account. Their access tokens end with them, also the one that this is called with.",
            Tag = AuthContract.Tag,
            Responses = Responses.Of([Responses.NoContent("Logged out everywhere."), 401]),
            RequiresAuthentication = true,
            Entity = account,
        };
    }
}
