namespace BackendAgents.Engineering.Contracts;

/// <summary>
/// What a new HTTP interface breaks for callers of the released one: what they call or read is gone or of another type, or they have to
/// send more than they do. Pure.
/// </summary>
internal static class ContractChanges
{
    /// <summary>The element of the blueprint that it is about, where there is one, and what breaks.</summary>
    public static IEnumerable<(string? Element, string Message)> Breaking(HttpContract released, HttpContract current)
    {
        foreach (var old in released.Endpoints)
        {
            if (current.Endpoint(old.OperationId) is { } now)
            {
                foreach (var message in Endpoint(old, now))
                    yield return (now.Operation?.Id, message);
            }
            else
                yield return (old.Entity?.Id, $"The operation '{old.OperationId}' ({old.Method} {old.Path}) is gone.");
        }

        foreach (var old in released.Schemas)
        {
            if (current.Schema(old.Name) is not { } now)
                continue;
            foreach (var value in old.Values.Except(now.Values))
                yield return (null, $"{old.Name} no longer has the value '{value}'.");
            foreach (var message in Properties(old, now))
                yield return (now.Entity?.Id, message);
        }
    }

    private static IEnumerable<string> Endpoint(HttpEndpoint old, HttpEndpoint now)
    {
        if ((old.Method, old.Path) != (now.Method, now.Path))
            yield return $"'{old.OperationId}' moves from {old.Method} {old.Path} to {now.Method} {now.Path}.";
        if (!old.RequiresAuthentication && now.RequiresAuthentication)
            yield return $"'{old.OperationId}' now needs a token.";
        if (old.RequestSchema is null && now.RequestSchema is not null)
            yield return $"'{old.OperationId}' now needs a body.";
        foreach (var gone in old.Parameters.Where(known => Find(now, known) is null))
            yield return $"'{old.OperationId}' no longer takes the parameter '{gone.Name}'.";
        foreach (var parameter in now.Parameters)
        {
            var known = Find(old, parameter);
            if (parameter.Required && known is not { Required: true })
                yield return $"'{old.OperationId}' now needs the parameter '{parameter.Name}'.";
            if (known is not null && TypeOf(known.Value) != TypeOf(parameter.Value))
                yield return $"The parameter '{parameter.Name}' of '{old.OperationId}' is now {TypeOf(parameter.Value)}.";
        }
    }

    private static HttpParameter? Find(HttpEndpoint endpoint, HttpParameter parameter) =>
        endpoint.Parameters.FirstOrDefault(known => (known.Name, known.In) == (parameter.Name, parameter.In));

    private static IEnumerable<string> Properties(HttpSchema old, HttpSchema now)
    {
        var isRequest = now.Kind is HttpSchemaKind.Input or HttpSchemaKind.AuthRequest;
        foreach (var property in old.Properties)
        {
            if (now.Properties.FirstOrDefault(found => found.Name == property.Name) is not { } found)
                yield return $"{old.Name} no longer has '{property.Name}'.";
            else if (TypeOf(property.Value) != TypeOf(found.Value))
                yield return $"'{property.Name}' of {old.Name} is now {TypeOf(found.Value)}; it was {TypeOf(property.Value)}.";
            else if (isRequest && found.Required && !property.Required)
                yield return $"'{property.Name}' of {old.Name} is now required.";
            else if (!isRequest && found.Value.Nullable && !property.Value.Nullable)
                yield return $"'{property.Name}' of {old.Name} may now be null.";
        }

        if (!isRequest)
            yield break;
        foreach (
            var property in now.Properties.Where(property => property.Required && old.Properties.All(known => known.Name != property.Name))
        )
            yield return $"{old.Name} now needs '{property.Name}'.";
    }

    private static string TypeOf(HttpValue value) =>
        value.Schema
        ?? value.Type.ToString().ToLowerInvariant()
            + (value.Format is null ? "" : $" ({value.Format})")
            + (value.Items is null ? "" : " of " + TypeOf(value.Items));
}
