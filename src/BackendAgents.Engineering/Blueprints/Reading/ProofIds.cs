namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>Turns what requirements cite by name into citations by id: <c>operation createLoan</c>, <c>rule Loan.lent-out</c>.</summary>
internal static class ProofIds
{
    public static Blueprint Complete(Blueprint blueprint)
    {
        if (blueprint.Requirements.All(static requirement => requirement.Proof.Count == 0))
            return blueprint;
        var ids = new Dictionary<(string Kind, string Name), string>();
        void Know(string[] kinds, string name, string id)
        {
            foreach (var kind in kinds)
                ids.TryAdd((kind, name), id);
        }

        foreach (var entity in blueprint.Entities)
        {
            Know(["entity", "rule"], entity.Name, entity.Id);
            foreach (var field in entity.Fields)
                Know(["field", "computed", "copy", "floor"], $"{entity.Name}.{field.Name}", field.Id);
        }

        foreach (var operation in blueprint.Operations)
            Know(
                ["operation", "guard", "effect", "report", "transition", "order", "quota", "idempotency", "filter"],
                operation.Name,
                operation.Id
            );
        foreach (var relation in blueprint.Relations)
        {
            if (blueprint.Entities.FirstOrDefault(entity => entity.Id == relation.To) is { } dependent)
                Know(["relation"], $"{dependent.Name}.{relation.Name}", relation.Id);
        }

        foreach (var role in blueprint.Roles)
            Know(["role"], role.Name, role.Id);
        foreach (var type in blueprint.Enums)
            Know(["enum"], type.Name, type.Id);
        foreach (var job in blueprint.Jobs)
            Know(["job"], job.Name, job.Id);
        foreach (var sent in blueprint.Notifications)
            Know(["notification"], sent.Name, sent.Id);
        foreach (var taken in blueprint.Subscriptions)
            Know(["subscription"], taken.Name, taken.Id);
        foreach (var raised in blueprint.Events)
            Know(["event"], raised.Name, raised.Id);

        string Cited(string proof)
        {
            if (proof.Split(' ', 2) is not [var kind, var name])
                return proof;
            if (ids.TryGetValue((kind, name), out var whole))
                return $"{kind} {whole}";
            return name.Split('.', 2) is [var of, var code] && ids.TryGetValue((kind, of), out var id) ? $"{kind} {id}.{code}" : proof;
        }

        return blueprint with
        {
            Requirements =
            [
                .. blueprint.Requirements.Select(requirement =>
                    requirement.Proof.Count == 0 ? requirement : requirement with { Proof = [.. requirement.Proof.Select(Cited)] }
                ),
            ],
        };
    }
}
