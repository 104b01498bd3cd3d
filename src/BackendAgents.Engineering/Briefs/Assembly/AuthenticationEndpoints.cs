using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Lines by which a brief names where people register and log in: <c>POST /auth/signup</c>, <c>GET /users/me</c>. Pure.</summary>
internal static partial class AuthenticationEndpoints
{
    /// <summary>What a service without such lines would have anyway, and its delivered tests try.</summary>
    public const string Element = "feature authentication";

    /// <summary>The blueprint with the path; null when the line is of something else, or the path can't be had.</summary>
    public static Blueprint? Apply(Blueprint blueprint, EndpointFact endpoint, string path)
    {
        if (
            blueprint.Authentication.Account is null
            || Words().Match(path) is not { Success: true } words
            || AuthenticationRoutes.Operations.FirstOrDefault(name => words.Groups[name].Success) is not { } operation
            || endpoint.Method != AuthenticationRoutes.Method(operation)
            // Of two lines for the same the first counts.
            || blueprint.Authentication.Routes?[operation] is { } there && there != path
        )
            return null;
        var routes = (blueprint.Authentication.Routes ?? new AuthenticationRoutes()).With(operation, path);
        var changed = blueprint with { Authentication = blueprint.Authentication with { Routes = routes } };
        return BlueprintValidator.Validate(changed).Count == 0 ? changed : null;
    }

    /// <summary>Whether what a line says beside its path is so anyway: the own account asks for a login, the others don't.</summary>
    public static bool IsUsual(EndpointFact endpoint) =>
        endpoint.Method == "GET" ? Asks().IsMatch(endpoint.Rest) : Open().IsMatch(endpoint.Rest);

    [GeneratedRegex("^(?:auth|authenticated|jwt|token|protected|private|required|needed|requires|needs|login| )+$", Options)]
    private static partial Regex Asks();

    [GeneratedRegex("^(?:public|open|anonymous|everyone|everybody|anyone|no auth|without login)$", Options)]
    private static partial Regex Open();

    private const RegexOptions Options =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        "^(?:/(?:api|v[0-9]+|auth|authentication|accounts?|users?|identity))*/(?:(?<register>register|registration|sign-?up)"
            + "|(?<login>log-?in|sign-?in|authenticate)|(?<refresh>refresh|refresh-?token|token/refresh)|(?<logout>log-?out|sign-?out)"
            + "|(?<me>me|whoami|profile|profile/me|me/profile))$",
        Options
    )]
    private static partial Regex Words();
}
