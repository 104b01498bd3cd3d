using System.Globalization;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

// Giving accounts a role, and taking it from them.
internal static class RoleContract
{
    /// <summary>Code of the problem that keeps the last holder of a role that gives others.</summary>
    public const string Last = "last-of-its-role";

    public const string Request = "RoleRequest";

    public static IEnumerable<HttpEndpoint> Endpoints(BlueprintIndex index)
    {
        if (index.Account is not { } account || !RoleGrants.AreUsed(index.Blueprint))
            yield break;
        var soon = string.Create(
            CultureInfo.InvariantCulture,
            $"Access tokens issued before keep the old role until they expire, "
                + $"{index.Blueprint.Authentication.AccessTokenMinutes} minutes at most."
        );
        yield return Endpoint(
            index,
            account,
            RoleGrants.Operations[0],
            "POST",
            "Give an account a role",
            $"Puts the role in the place of the one that the account holds. {soon}"
        );
        yield return Endpoint(
            index,
            account,
            RoleGrants.Operations[1],
            "DELETE",
            "Take the role from an account",
            $"Leaves the account the role that registering gives: {index.DefaultRole?.Name}. {soon}"
        );
    }

    public static IEnumerable<HttpSchema> Schemas(BlueprintIndex index)
    {
        if (index.Account is not { } account || !RoleGrants.AreUsed(index.Blueprint))
            yield break;
        yield return new HttpSchema
        {
            Name = Request,
            Kind = HttpSchemaKind.AuthRequest,
            Description = "The role that an account is to hold.",
            Entity = account,
            Properties =
            [
                new HttpProperty("role", AuthContract.RoleValue([.. RoleGrants.Given(index.Blueprint)], index), Required: true)
                {
                    Description = "Its name.",
                },
            ],
        };
    }

    private static HttpEndpoint Endpoint(
        BlueprintIndex index,
        Entity account,
        string name,
        string method,
        string summary,
        string description
    )
    {
        var takesBody = method == "POST";
        return new HttpEndpoint
        {
            OperationId = name,
            Method = method,
            Path = RoleGrants.Path,
            Summary = summary,
            Description = description,
            Tag = AuthContract.Tag,
            Parameters = [new("id", HttpParameterLocation.Path, Required: true, ValueModel.Id, "Id of the account.")],
            RequestSchema = takesBody ? Request : null,
            Responses = Responses.Of([
                Responses.Ok("The account as it is now.", SchemaBuilder.Resource(account), ["ETag"]),
                .. takesBody ? [400] : Array.Empty<Responses.Answer>(),
                401,
                403,
                404,
                Responses.Problem(409) with
                {
                    Codes = [ProblemCodes.Of(409), Last],
                },
            ]),
            Access = [.. RoleGrants.Granting(index.Blueprint).Select(static role => new AccessRule { Role = role.Id })],
            RequiresAuthentication = true,
            ChangesAccounts = true,
            Entity = account,
            ResultEntity = account,
        };
    }
}
