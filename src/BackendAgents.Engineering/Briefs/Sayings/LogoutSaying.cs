namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>Logouts that are felt at once or everywhere: 'A logout takes effect immediately', 'Users can log out everywhere'.</summary>
internal static class LogoutSaying
{
    /// <summary>What stands in a requirement's proof for it: the capability that delivers it, with its tests.</summary>
    public const string Element = "capability sessions";

    /// <summary>Null where nobody logs in.</summary>
    public static Declared? Declare(SayingModel model, Said said) =>
        model.Account is null
            ? null
            : new Declared(model.Blueprint with { Authentication = model.Blueprint.Authentication with { Revocable = true } }, Element);
}
