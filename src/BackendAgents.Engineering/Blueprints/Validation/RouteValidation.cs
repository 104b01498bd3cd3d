namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Methods and paths: well-formed, fitting the operation's kind, and each only once.</summary>
internal static class RouteValidation
{
    /// <summary>Routes that the service has by itself.</summary>
    public static HashSet<string> Taken(ProblemList report)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "GET /health/live", "GET /health/ready", "GET /openapi/{}" };
        if (report.Index.Account is not null)
            Authentication(report, taken);
        if (RoleGrants.AreUsed(report.Blueprint))
            taken.UnionWith([
                $"POST {Conventions.BasePath}/auth/accounts/{{}}/role",
                $"DELETE {Conventions.BasePath}/auth/accounts/{{}}/role",
            ]);
        if (Sessions.AreUsed(report.Blueprint))
            taken.Add($"DELETE {Sessions.Path}");
        if (report.Blueprint.Authentication.ApiKeys is not null)
            taken.UnionWith(ApiKeys.Routes);
        if (report.Blueprint.AccountWebhooks is not null)
            taken.UnionWith(AccountWebhooks.Routes);
        if (LoginProvider.AreUsed(report.Blueprint))
            taken.UnionWith(LoginProvider.Routes);
        for (var i = 0; i < report.Blueprint.Entities.Count; i++)
        {
            var entity = report.Blueprint.Entities[i];
            report.AddIf(
                entity.Path is not null && (!OperationRoute.IsPath(entity.Path) || entity.Path.Contains('{', StringComparison.Ordinal)),
                BlueprintRules.Route,
                $"entities[{i}].path",
                $"'{NameValidation.Short(entity.Path)}' is no path of a collection.",
                "Write it from the root and without parameters: /v2/blog-posts."
            );
        }

        return taken;
    }

    private static void Authentication(ProblemList report, HashSet<string> taken)
    {
        foreach (var operation in AuthenticationRoutes.Operations)
        {
            var path = AuthenticationRoutes.Of(report.Blueprint, operation);
            var isPath = OperationRoute.IsPath(path) && !path.Contains('{', StringComparison.Ordinal);
            report.AddIf(
                !isPath,
                BlueprintRules.Route,
                $"authentication.routes.{operation}",
                $"'{NameValidation.Short(path)}' is no path of {operation}.",
                "Write it from the root and without parameters: /auth/" + operation
            );
            report.AddIf(
                isPath && !taken.Add($"{AuthenticationRoutes.Method(operation)} {path}"),
                BlueprintRules.Route,
                $"authentication.routes.{operation}",
                $"{AuthenticationRoutes.Method(operation)} {path} is there already.",
                "Give one of them another path."
            );
        }
    }

    /// <summary>What is wrong with the route of an operation.</summary>
    public static void Check(ProblemList report, HashSet<string> taken, Operation operation, Entity entity, string path)
    {
        var traits = OperationTraits.Of(operation);
        var relation = report.Index.RelationById(operation.Relation);
        if (traits.HasLinks && relation is null)
            return;
        var route = OperationRoute.Of(operation, entity, relation);
        report.AddIf(
            !traits.Methods.Contains(route.Method),
            BlueprintRules.Route,
            path + ".method",
            $"{operation.Name} can't have the method {NameValidation.Short(operation.Method)}.",
            $"Use {string.Join(" or ", traits.Methods)}."
        );
        if (!OperationRoute.IsPath(route.Path))
        {
            report.Add(
                BlueprintRules.Route,
                path + ".path",
                $"'{NameValidation.Short(route.Path)}' is no path.",
                "Write it from the root, with parameters in braces: /v2/articles/{articleId}."
            );
            return;
        }

        var parameters = route.Parameters;
        report.AddIf(
            parameters.Count != traits.PathParameters || parameters.Distinct(StringComparer.Ordinal).Count() != parameters.Count,
            BlueprintRules.Route,
            path + ".path",
            $"The path of {operation.Name} has {parameters.Count} parameters; it takes {traits.PathParameters}, each of another name.",
            traits.PathParameters switch
            {
                0 => "Take the parameters out.",
                1 => "Name the row: {id}.",
                _ => "Name both rows: {id} and {targetId}.",
            }
        );
        report.AddIf(
            traits.PathParameters == 1
                && OperationRoute.KeyField(operation, entity) is null
                && parameters is [not "id" and var name]
                && entity.Fields.Any(field => field.Name == name),
            BlueprintRules.Route,
            path + ".path",
            $"Rows of {entity.Name} can't be found by {(parameters.Count > 0 ? parameters[0] : "")}.",
            "Make the field required and unique, of type string, int, long or uuid; or name the row by {id}."
        );
        report.AddIf(
            !taken.Add(route.Key),
            BlueprintRules.Route,
            path,
            $"{route.Method} {route.Path} of {operation.Name} is there already.",
            "Give one of them another path, or remove it."
        );
    }
}
