using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>What the elements of a blueprint hold that a requirement cites, and what belongs to them.</summary>
internal sealed class CitedEvidence
{
    private const int Scenery = 3;

    private readonly Blueprint _blueprint;
    private readonly BlueprintIndex _index;
    private readonly CapabilityCatalog _capabilities;
    private readonly Dictionary<string, Evidence> _entities;
    private readonly Dictionary<string, (Evidence Own, IReadOnlyList<string> Entities)> _operations = new(StringComparer.Ordinal);
    private readonly Evidence _everywhere = new();

    public CitedEvidence(Blueprint blueprint, BlueprintIndex index, CapabilityCatalog capabilities)
    {
        (_blueprint, _index, _capabilities) = (blueprint, index, capabilities);
        // Who and what there is in all counts wherever it is cited from.
        foreach (
            var name in blueprint.Entities.Select(static entity => entity.Name).Concat(blueprint.Roles.Select(static role => role.Name))
        )
            _everywhere.Name(name);
        foreach (var service in blueprint.Services)
            _everywhere.Name(service.Name);
        _entities = blueprint.Entities.ToDictionary(static entity => entity.Id, Entity, StringComparer.Ordinal);
        foreach (var operation in blueprint.Operations)
        {
            var own = new Evidence();
            own.Element(operation);
            own.Name(operation.Id);
            if (operation.Location is not null)
                own.Name("redirect");
            _operations[operation.Id] = (own, Near(own, operation.Entity));
        }
    }

    /// <summary>What all elements together hold that a requirement cites.</summary>
    public Evidence Of(Requirement requirement)
    {
        var all = new Evidence();
        all.Add(_everywhere);
        foreach (var proof in ProofElements.ShownBy(_blueprint, requirement))
        {
            if (proof.Split(' ', 2) is [var kind, var name])
                Cite(all, kind, name);
        }

        if (IsScenery(requirement))
            all.Name(_blueprint.Service.Title);
        // Of a target that is cited its own number counts.
        if (
            requirement.Kind == RequirementKind.Quality
            && !requirement.Proof.Any(static proof => proof.StartsWith("target ", StringComparison.Ordinal))
        )
            all.Element(_blueprint.Targets);
        return all;
    }

    /// <summary>Whether a requirement is one of the first sentences, which say what the whole is for.</summary>
    public bool IsScenery(Requirement requirement) => _blueprint.Requirements.Take(Scenery).Any(first => first.Id == requirement.Id);

    private void Cite(Evidence all, string kind, string name)
    {
        var id = name.Split('.', 2)[0];
        if (_index.EntityOfField(name) is { } owner)
            id = owner.Id;
        if (_entities.TryGetValue(id, out var entity))
            all.Add(entity);
        if (_operations.ContainsKey(id))
            Operation(all, id);
        switch (kind)
        {
            case "relation" when _index.RelationById(name) is { } relation:
                Whole(all, relation);
                break;
            case "enum":
                Values(all, name);
                break;
            case "role":
                all.Name(name);
                foreach (var operation in _blueprint.Operations.Where(operation => operation.Access.Any(rule => rule.Role == name)))
                    all.Name(operation.Name);
                break;
            case "job":
                Whole(all, _blueprint.Jobs.FirstOrDefault(found => found.Id == name));
                break;
            case "notification":
                Whole(all, _blueprint.Notifications.FirstOrDefault(found => found.Id == name));
                all.Name("mail");
                break;
            case "event":
                Whole(all, _blueprint.Events.FirstOrDefault(found => found.Id == name));
                break;
            case "subscription":
                Whole(all, _blueprint.Subscriptions.FirstOrDefault(found => found.Id == name));
                break;
            case "scenario":
                Scenario(all, _blueprint.Scenarios.FirstOrDefault(found => found.Id == name));
                break;
            case "target":
                all.Element(typeof(Targets).GetProperty(Conventions.Pascal(name))?.GetValue(_blueprint.Targets));
                all.Name(name);
                break;
            case "service":
                all.Element(_blueprint.Services);
                all.Name("microservices");
                break;
            case "feature":
                Feature(all, name);
                break;
            case "delivered" or "column" or "index":
                all.Name(name);
                break;
            case "capability":
                Capability(all, name);
                break;
            case "order":
                all.Name("sorted");
                break;
            case "cache" or "quota":
                all.Element(_blueprint.Limits);
                all.Name(kind);
                break;
            default:
                all.Element(_blueprint.Webhooks.FirstOrDefault(found => found.Name == name));
                all.Element(_blueprint.Providers.FirstOrDefault(found => found.Name == name));
                break;
        }
    }

    private Evidence Entity(Entity entity)
    {
        var own = new Evidence();
        own.Element(entity);
        foreach (var field in entity.Fields)
            Values(own, field.Enum);
        foreach (var relation in _blueprint.Relations.Where(relation => relation.From == entity.Id || relation.To == entity.Id))
            own.Element(relation);
        if (_index.IsAccount(entity))
            Feature(own, "authentication");
        return own;
    }

    // 'One of 4 priorities' says how many there are.
    private void Values(Evidence all, string? id)
    {
        if (_index.EnumById(id) is not { } type)
            return;
        all.Element(type.Values);
        all.Number(type.Values.Count);
    }

    private void Operation(Evidence all, string id)
    {
        var (own, entities) = _operations[id];
        all.Add(own);
        foreach (var entity in entities)
            all.Add(_entities[entity]);
    }

    // An element, with the entities and operations that it names.
    private void Whole(Evidence all, object? element)
    {
        var own = new Evidence();
        own.Element(element);
        all.Add(own);
        foreach (var entity in Near(own, ""))
            all.Add(_entities[entity]);
        foreach (var reference in own.References.Where(_operations.ContainsKey))
            Operation(all, reference);
    }

    private List<string> Near(Evidence own, string entity) =>
        [
            .. own
                .References.Select(reference => _index.EntityById(reference) ?? _index.EntityByName(reference))
                .OfType<Entity>()
                .Select(static found => found.Id)
                .Append(entity)
                .Where(_entities.ContainsKey)
                .Distinct(),
        ];

    private void Scenario(Evidence all, Scenario? scenario)
    {
        if (scenario is null)
            return;
        all.Element(scenario);
        foreach (var call in scenario.Steps.Select(static step => step.Call).OfType<string>())
        {
            if ((_index.OperationByName(call) ?? _index.OperationById(call)) is { } operation)
                Operation(all, operation.Id);
            else
                Feature(all, "authentication");
        }

        foreach (var job in scenario.Steps.Select(static step => step.Run).OfType<string>())
            Whole(all, _blueprint.Jobs.FirstOrDefault(found => found.Id == job || found.Name == job));
    }

    private void Feature(Evidence all, string name)
    {
        foreach (var word in ClaimWords.Instance.Features.GetValueOrDefault(name, [name]))
            all.Name(word);
        if (name == "authentication")
            all.Element(_blueprint.Authentication);
        if (name == "limits")
            all.Element(_blueprint.Limits);
        foreach (var feature in KnowledgeBase.Instance.Features.Where(feature => feature.Name == name))
            all.Element(feature.Phrases);
    }

    private void Capability(Evidence all, string id)
    {
        all.Element(_blueprint.Capability(id));
        if (_capabilities.All.FirstOrDefault(found => found.Info.Id == id)?.Info is not { } info)
            return;
        all.Name(info.Title);
        all.Name(info.Description);
        foreach (var word in info.Words)
            all.Name(word);
    }
}
