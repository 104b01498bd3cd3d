using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Identity.Sessions;

/// <summary>Access tokens that end with their session, whatever their own time.</summary>
internal sealed class SessionsCapability : ICapability, IEmitter
{
    /// <summary>Its id.</summary>
    public const string Name = "sessions";

    private const string Folder = "Auth/Sessions/";
    private const string InMemory = "each instance keeps for a second that a session goes on.";
    private const string InRedis = """
        that a session goes on is kept in Redis for 10 seconds, and its end
        at once, for all instances. While Redis is away the database is asked each time.
        """;

    public CapabilityInfo Info { get; } =
        new(Name, "Sessions that end at once", "Access tokens end with their session: a logout is felt at once, also everywhere.")
        {
            Words = ["session revocation", "token revocation", "instant logout", "immediate logout", "revocable tokens"],
        };

    public string Id => "aspnetcore-sessions";

    public string Description => "The end of access tokens with their session";

    public bool IsUsedBy(Blueprint blueprint) => Blueprints.Sessions.AreUsed(blueprint);

    // What is true of a session stands in the database, with the refresh tokens.
    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        if (delivery.Plan.Index.LoginField is null)
            return;
        var isShared = IsShared(delivery.Plan.Blueprint);
        delivery.Add((IEmitter)this);
        if (isShared)
            delivery.AddRegistration("services.AddSharedSessions();");
        delivery.AddRegistration("services.AddSessions();");
        delivery.AddSection(
            "Sessions",
            $"""
            An access token is taken while its session goes on: until `logout`, `DELETE {Blueprints.Sessions.Path}` (all sessions of the
            account), or a refresh token that is used twice. The database says so; {(isShared ? InRedis : InMemory)}
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. Template.Folder(model, $"{Template.Service}Features/{Folder}"),
            .. IsShared(model.Blueprint) ? Template.Folder(model, $"{Template.Service}Features/{Folder}Shared/") : [],
            .. Template.Folder(model, Template.Tests + Folder),
            .. IsShared(model.Blueprint) ? Template.Folder(model, $"{Template.Tests}{Folder}Shared/") : [],
        ];
    }

    private static bool IsShared(Blueprint blueprint) => blueprint.Deployment.Cache == "redis";
}
