using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Briefs.Proof;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Infrastructure;
using BackendAgents.Engineering.Capabilities.Services;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>
/// Judges whether what a placed requirement cites can carry what its sentence says: its figures, the technologies, paths and statuses that
/// it names, what it says that something has, and its words as a whole. Who placed it doesn't matter. Pure; safe on any thread.
/// </summary>
internal sealed class RequirementJudge
{
    private const int Most = 6;
    private const int MaxReason = 900;

    private readonly Blueprint _blueprint;
    private readonly BlueprintIndex _index;
    private readonly CapabilityCatalog _capabilities;
    private readonly Lazy<CitedEvidence> _evidence;
    private readonly Lazy<HashSet<string>> _things;
    private readonly Lazy<HashSet<string>> _fields;
    private readonly Lazy<IReadOnlyList<HttpEndpoint>> _endpoints;
    private readonly AccessClaim _access;
    private readonly ChangeClaim _changes;
    private readonly SightClaim _sight;
    private readonly ConditionClaim _conditions;

    /// <param name="blueprint">A blueprint without errors.</param>
    /// <param name="capabilities">What it may ask for; the capabilities of this library when null.</param>
    public RequirementJudge(Blueprint blueprint, CapabilityCatalog? capabilities = null)
    {
        _blueprint = blueprint;
        _index = new BlueprintIndex(blueprint);
        _capabilities = capabilities ?? CapabilityCatalog.BuiltIn;
        _evidence = new(() => new CitedEvidence(blueprint, _index, _capabilities));
        _things = new(() => Things(blueprint));
        _fields = new(() =>
            blueprint
                .Entities.SelectMany(static entity => entity.Fields)
                .Select(static field => field.Name)
                .ToHashSet(StringComparer.OrdinalIgnoreCase)
        );
        _access = new AccessClaim(blueprint);
        _changes = new ChangeClaim(blueprint, _index);
        _sight = new SightClaim(blueprint);
        _conditions = new ConditionClaim(blueprint, _index);
        _endpoints = new(() => HttpContract.Of(blueprint).Endpoints);
    }

    /// <summary>
    /// The blueprint with every requirement open that is placed by what is gone, or by what doesn't say what it says, and without the
    /// scenarios that were drafted for those alone.
    /// </summary>
    public static Blueprint Reopen(Blueprint blueprint, CapabilityCatalog? capabilities = null)
    {
        var judge = new RequirementJudge(blueprint, capabilities);
        var judged = blueprint.Requirements.Select(judge.Judged).ToList();
        if (judged.SequenceEqual(blueprint.Requirements))
            return blueprint;
        // A scenario that was drafted for a sentence would bear its title and not show it.
        var open = judged.Where(static requirement => requirement.IsUnmet).ToList();
        return blueprint with
        {
            Requirements = judged,
            Scenarios =
            [
                .. blueprint.Scenarios.Where(scenario => !open.Exists(requirement => ScenarioDrafter.IsDrafted(scenario, requirement))),
            ],
        };
    }

    /// <summary>What <see cref="Reopen"/> has opened, for whom placed it: one warning each, with the reason.</summary>
    public static IEnumerable<Diagnostic> Reopened(Blueprint placed, Blueprint judged) =>
        placed
            .Requirements.Zip(judged.Requirements)
            .Index()
            .Where(static pair => pair.Item.First.State != pair.Item.Second.State)
            .Select(static pair =>
                BlueprintRules.RequirementUnfounded.At(
                    $"requirements[{pair.Index}]",
                    $"The requirement {pair.Item.Second.Id} is open again. {pair.Item.Second.Reason}",
                    BlueprintRules.RequirementUnfounded.Remedy
                )
            );

    /// <summary>What a requirement cites and the blueprint doesn't have.</summary>
    public IReadOnlyList<string> Missing(Requirement requirement) =>
        ProofElements.Missing(_blueprint, _index, _capabilities.Uses, requirement);

    /// <summary>Why what a placed requirement cites does not carry it; empty where it does, or where it is not placed.</summary>
    public string Unfounded(Requirement requirement)
    {
        if (requirement.State != RequirementState.Placed)
            return "";
        if (Missing(requirement) is { Count: > 0 } gone)
            return $"It was placed by {string.Join(", ", gone.Take(Most))}, which the blueprint does not have any more.";
        if (ProofElements.ShownBy(_blueprint, requirement).Count == 0)
            return "It is placed, and cites nothing of the blueprint that shows it.";
        return Lacking(requirement) is { Count: > 0 } lacking
            ? $"It was placed by {Cited(requirement)}, and nothing of that says {string.Join(", ", lacking.Take(Most))}."
            : "";
    }

    /// <summary>What the sentence of a requirement says that nothing of what it cites holds.</summary>
    public IReadOnlyList<string> Lacking(Requirement requirement)
    {
        var cited = ProofElements.ShownBy(_blueprint, requirement);
        if (cited.Count == 0)
            return [];
        var claim = new Claim(requirement, _things.Value.Contains, _fields.Value.Contains);
        // A call that is written down is there or not, whatever all services do.
        if (claim.Calls.All(IsCalled) && GivenFile.Instance.IsMet(requirement.Text, requirement.Proof))
            return [];
        var evidence = _evidence.Value.Of(requirement);
        List<string> lacking =
        [
            .. claim.Figures.Where(figure => !evidence.Holds(figure)).Select(static figure => $"the figure '{figure.Words}'"),
            .. claim.Statuses.Where(status => !IsAnswered(status)).Select(static status => $"the status {status}"),
            .. claim.Calls.Where(call => !IsCalled(call)).Select(static call => $"the call {call.Method} {call.Path}"),
            .. claim
                .Technologies.Where(names => !names.Any(name => IsUsed(name, evidence, requirement.Kind)))
                .Select(static names => $"the technology '{names[0]}'"),
            .. claim.Technologies.Where(names => names.Any(IsNotMade)).Select(names => NotMade(names[0])),
            .. claim.Parts.Where(part => !part.Words.Any(evidence.Says)).Select(static part => $"'{part.Text}'"),
            .. _access.Lacking(requirement),
            .. _changes.Lacking(requirement),
            .. _sight.Lacking(requirement),
            .. _conditions.Lacking(requirement),
        ];
        // What is done is judged as a whole once something shows it.
        var isShown = !ScenarioDrafter.NeedsScenario(requirement) || IsTested(requirement) || Scenarios(requirement).Count > 0;
        // A figure or a technology that is there says the most; where there is none, the words do.
        if (isShown && lacking.Count == 0 && claim.Figures.Count + claim.Technologies.Count == 0 && !IsScope(requirement))
        {
            var missing = claim.Words.Where(word => !evidence.Says(word)).ToList();
            if (missing.Count > Share(requirement) * claim.Words.Count)
                lacking.AddRange(missing.Select(static word => $"'{word}'"));
        }

        if (
            claim.Rule is { } rule
            && requirement.Proof.All(IsBare)
            && Scenarios(requirement).Count == 0
            && !IsOfFeatures(claim, requirement)
        )
            lacking.Add($"what '{rule}' asks for, which no rule, guard, report, job or scenario that it cites does");
        if (claim.KeepsOut && isShown && !IsRefused(requirement))
            lacking.Add("that anybody is kept out: no scenario or tested rule that it cites has a call that is refused");
        return lacking;
    }

    private Requirement Judged(Requirement requirement) =>
        Unfounded(requirement) is { Length: > 0 } reason
            ? requirement with
            {
                State = RequirementState.Open,
                Reason = reason.Length <= MaxReason ? reason : reason[..MaxReason],
                Proof = [.. requirement.Proof.Except(Missing(requirement))],
            }
            : requirement;

    // Of what is done a scenario tells, and how the model says it is its own.
    private double Share(Requirement requirement) =>
        requirement.Kind is RequirementKind.Behaviour or RequirementKind.Access || _evidence.Value.IsScenery(requirement) ? 0.75 : 0.49;

    // 'We want an electronic school diary' is what it is called.
    private bool IsScope(Requirement requirement) =>
        _evidence.Value.IsScenery(requirement) && requirement.Proof.Any(static proof => proof is "service title" or "service name");

    private static string Cited(Requirement requirement) =>
        requirement.Proof.Count == 0 ? "its scenarios" : string.Join(", ", requirement.Proof.Take(Most));

    private bool IsUsed(string name, Evidence evidence, RequirementKind kind)
    {
        if (KnowledgeBase.Instance.Technology(name) == "delivered")
            return true;
        var asked = _capabilities.All.Where(found => found.Info.Words.Contains(name)).ToList();
        if (asked.Exists(found => _capabilities.Uses(_blueprint, found.Info.Id)))
            return true;
        // A kind of thing is met by any of the kind, such as 'a cache'; a product by itself alone.
        if (asked.Exists(found => found.Info.Exclusive is { } kind && !IsProduct(name, found.Info.Id, found.Info.Title) && Uses(kind)))
            return true;
        // What is a word of the data, or is asked by name as a system of others.
        return (asked.Count == 0 || kind is RequirementKind.Data or RequirementKind.Behaviour or RequirementKind.Access)
            && name.Split(' ').All(evidence.Says);
    }

    // Beside a database that no cloud runs nothing is written, and there are clouds in which several services are put together by a person.
    private bool IsNotMade(string name) =>
        _capabilities.All.Any(found => found.Info.Words.Contains(name) && SystemClouds.IsNotMade(_blueprint, found.Info.Id));

    private string NotMade(string name) =>
        CloudNeeds.WhyNot(_blueprint) is { } reason
            ? $"that '{name}' makes anything: {reason.TrimEnd('.')}"
            : $"that '{name}' is made for several services";

    private bool IsAnswered(int status) => _endpoints.Value.Any(endpoint => endpoint.Responses.Any(response => response.Status == status));

    // Below a base path, too; the names of what stands in braces don't matter.
    private bool IsCalled((string Method, string Path) call) =>
        _endpoints.Value.Any(endpoint =>
            endpoint.Method == call.Method
            && ("/" + Open(endpoint.Path)).EndsWith("/" + Open(call.Path), StringComparison.OrdinalIgnoreCase)
        );

    private static string Open(string path) =>
        string.Join('/', path.Trim('/').Split('/').Select(static part => part.Length > 0 && part[0] is '{' or ':' ? "*" : part));

    // What stands there and does nothing that a rule could be.
    private static bool IsBare(string proof) =>
        proof.Split(' ', 2)[0] is "entity" or "role" or "service" or "operation" or "feature" or "enum";

    // 'Passwords are never stored in plain text': what every service has does it where that alone says so.
    private bool IsOfFeatures(Claim claim, Requirement requirement)
    {
        var features = requirement.Proof.Where(static proof => proof.StartsWith("feature ", StringComparison.Ordinal)).ToList();
        var evidence = _evidence.Value.Of(requirement with { Proof = features });
        return features.Count > 0 && claim.Words.Count(word => !evidence.Says(word)) <= Share(requirement) * claim.Words.Count;
    }

    private bool Uses(string exclusive) =>
        _capabilities.All.Any(found => found.Info.Exclusive == exclusive && _capabilities.Uses(_blueprint, found.Info.Id));

    private static bool IsProduct(string name, string id, string title) =>
        id.Contains(name, StringComparison.OrdinalIgnoreCase)
        || name.Contains(id, StringComparison.OrdinalIgnoreCase)
        || title.Contains(name, StringComparison.OrdinalIgnoreCase);

    private bool IsRefused(Requirement requirement) =>
        Scenarios(requirement).Any(static scenario => scenario.Steps.Any(static step => step.Expect?.Status is 401 or 403 or 404))
        || IsTested(requirement);

    private bool IsTested(Requirement requirement) =>
        requirement.Proof.Any(proof => !DeclaredBehaviour.IsGiven(proof) && DeclaredBehaviour.Cited(_index, proof).Count > 0);

    private IReadOnlyList<Scenario> Scenarios(Requirement requirement) => ProofElements.Scenarios(_blueprint, requirement);

    private static HashSet<string> Things(Blueprint blueprint) =>
        blueprint
            .Entities.Select(static entity => entity.Name)
            .Concat(blueprint.Roles.Select(static role => role.Name))
            .SelectMany(static name => Conventions.Phrase(name).ToLowerInvariant().Split(' '))
            .SelectMany(static word => new[] { word, Vocabulary.Plural(word) })
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
