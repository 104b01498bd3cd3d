using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Engineering.Briefs.Proof;
using BackendAgents.Engineering.Briefs.Requirements;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Code;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Projects;

/// <summary>
/// The work in progress: a blueprint, what follows from it, and added documents. Thread-safe; every reader sees a whole state.
/// </summary>
public sealed class BackendProject
{
    private const int MaxSupplements = 200;
    private readonly CapabilityCatalog _capabilities;
    private readonly CheckEngine _engine;
    private readonly Release? _released;
    private readonly Lock _gate = new();
    private Dictionary<string, Artifact> _supplements = new(StringComparer.Ordinal);
    private string _toldUnnoted = "";
    private volatile ProjectSnapshot _current = new(0, null, ArtifactSet.Empty, []);

    /// <summary>A project without a blueprint yet.</summary>
    /// <param name="rules">The rules to check by; all of the catalogue when null.</param>
    /// <param name="capabilities">The capabilities on offer; those of this library when null.</param>
    public BackendProject(IReadOnlyList<IRule>? rules = null, CapabilityCatalog? capabilities = null)
        : this(released: null, rules, capabilities) { }

    /// <summary>A project that follows a delivery.</summary>
    /// <param name="released">That delivery: what it stores is only added to. Null for the first.</param>
    /// <param name="rules">The rules to check by; all of the catalogue when null.</param>
    /// <param name="capabilities">The capabilities on offer; those of this library when null.</param>
    internal BackendProject(Release? released, IReadOnlyList<IRule>? rules = null, CapabilityCatalog? capabilities = null)
    {
        _released = released;
        _capabilities = capabilities ?? CapabilityCatalog.BuiltIn;
        _engine = new CheckEngine(rules);
    }

    /// <summary>The blueprint now; null before the first.</summary>
    public Blueprint? Blueprint => _current.Blueprint;

    /// <summary>All files now: those that follow from the blueprint, <c>backend.yaml</c>, and documents that were added.</summary>
    public ArtifactSet Artifacts => _current.Artifacts;

    /// <summary>What breaks a rule now.</summary>
    public IReadOnlyList<Diagnostic> Findings => _current.Findings;

    /// <summary>What the brief asks for, sentence by sentence; empty where no brief can be read. No part of what is delivered.</summary>
    internal Lazy<IReadOnlyList<string>> Asked { get; set; } = new([]);

    /// <summary>What a blueprint may ask for here.</summary>
    internal CapabilityCatalog Capabilities => _capabilities;

    /// <summary>The state now, as one.</summary>
    internal ProjectSnapshot Current => _current;

    /// <summary>
    /// Puts a blueprint in YAML in place of the current one, as agents do: they may not lose or waive a requirement. One with problems
    /// changes nothing; it is kept as the draft.
    /// </summary>
    internal EditResult Replace(string yaml)
    {
        lock (_gate)
        {
            var read = _capabilities.Read(yaml, released: _released);
            var problems = read.Blueprint is { } sent ? RequirementGuard.Problems(_current.Blueprint, sent) : read.Problems;
            if (read.Blueprint is not { } blueprint || problems.Count > 0)
            {
                if (yaml.Length <= BlueprintYaml.MaxLength)
                    _current = _current with { Draft = yaml };
                return new EditResult { Problems = problems, Notes = read.Notes };
            }

            var result = Replace(Told(blueprint));
            return result with { Notes = [.. read.Notes, .. result.Notes] };
        }
    }

    /// <summary>
    /// Applies edits, all or none: to the draft where there is one, otherwise to the blueprint. What they make and is refused is kept as
    /// the draft, so that only what mends it has to be sent.
    /// </summary>
    /// <param name="edits">The edits as JSON or YAML, see <see cref="BlueprintEditor"/>.</param>
    internal EditResult Edit(string edits)
    {
        lock (_gate)
        {
            var before = _current.Draft ?? (_current.Blueprint is { } blueprint ? BlueprintYaml.Write(blueprint) : "");
            var (yaml, problems) = BlueprintEditor.Apply(before, edits);
            return yaml is null ? new EditResult { Problems = problems } : Replace(yaml);
        }
    }

    /// <summary>What keeps the draft from being taken over; nothing where there is none.</summary>
    internal IReadOnlyList<Diagnostic> DraftProblems() =>
        _current.Draft is { } draft ? _capabilities.Read(draft, released: _released).Problems : [];

    /// <summary>Puts a draft in place of the one there is; null for none.</summary>
    internal void SetDraft(string? yaml)
    {
        lock (_gate)
            _current = _current with { Draft = yaml };
    }

    /// <summary>Puts a blueprint in place of the current one; refused as a whole when it has problems.</summary>
    internal EditResult Replace(Blueprint blueprint) =>
        Change(_ =>
            _capabilities.Validate(blueprint, _released) is { Count: > 0 } problems
                ? new EditResult { Problems = problems }
                : new EditResult { Blueprint = blueprint }
        );

    /// <summary>Mends findings by the fixes of their rules.</summary>
    /// <param name="findingKeys">Keys of findings, see <see cref="Diagnostic.Key"/>; unknown ones are ignored.</param>
    /// <returns>How many of them are gone afterwards.</returns>
    public int Fix(IEnumerable<string> findingKeys)
    {
        lock (_gate)
        {
            if (_current.Blueprint is not { } blueprint)
                return 0;
            var keys = findingKeys.ToHashSet(StringComparer.Ordinal);
            var meant = _current.Findings.Where(finding => keys.Contains(finding.Key)).ToList();
            var mended = RequirementJudge.Reopen(_engine.Fix(blueprint, meant), _capabilities);

            // A fix is code, too: what it makes must be valid like anybody's change.
            if (meant.Count == 0 || _capabilities.Validate(mended, _released).Count > 0)
                return 0;
            Set(mended, _supplements);
            var left = _current.Findings.Select(static finding => finding.Key).ToHashSet(StringComparer.Ordinal);
            return meant.Count(finding => !left.Contains(finding.Key));
        }
    }

    /// <summary>Adds a document, or replaces one that was added before.</summary>
    /// <exception cref="WorkspaceException">The path is not allowed, belongs to an emitter, or there are too many.</exception>
    public void PutFile(Artifact artifact)
    {
        WorkspacePath.Check(artifact.Path);
        artifact = artifact with { Ownership = ArtifactOwnership.Document };
        lock (_gate)
        {
            var isNew = !_supplements.ContainsKey(artifact.Path);
            if (isNew && _current.Artifacts.Any(known => string.Equals(known.Path, artifact.Path, StringComparison.OrdinalIgnoreCase)))
                throw new WorkspaceException(
                    $"'{artifact.Path}' is made from the blueprint.",
                    "Change the blueprint, or choose another path."
                );
            if (isNew && _supplements.Count >= MaxSupplements)
                throw new WorkspaceException($"There are {MaxSupplements} documents already.", "Replace one of them.");
            if (!isNew && _supplements[artifact.Path] == artifact)
                return;
            Set(_current.Blueprint, new Dictionary<string, Artifact>(_supplements, StringComparer.Ordinal) { [artifact.Path] = artifact });
        }
    }

    /// <summary>Puts what an agent wrote in the place of a hook or handler that was created for it.</summary>
    /// <exception cref="WorkspaceException">There is no such file, a person has written it, or it is too long.</exception>
    internal void PutCode(string path, string content)
    {
        lock (_gate)
        {
            if (_supplements.GetValueOrDefault(path)?.Ownership == ArtifactOwnership.CreatedOnce)
                throw new WorkspaceException($"'{path}' was written by a person.", "Leave it, and say what you would change.");
            if (_current.Artifacts.Find(path) is null || !HandWritten.Is(path))
                throw new WorkspaceException(
                    $"'{HandWritten.Short(path)}' is no hook or handler of this service.",
                    "code-scaffold lists them; an operation gets a handler by 'kind: call' and 'handler: written'."
                );
            if (WrittenCode.IsTooLong(content))
                throw new WorkspaceException(
                    $"It has more than {HandWritten.MaxLines} lines or {HandWritten.MaxCharacters} characters.",
                    "Divide the operation into several."
                );
            if (!_supplements.ContainsKey(path) && _supplements.Count >= MaxSupplements)
                throw new WorkspaceException($"There are {MaxSupplements} documents and written files already.", "Replace one of them.");
            Take([new Artifact(path, content, ArtifactOwnership.Written)]);
        }
    }

    /// <summary>
    /// Takes over hooks and handlers that were written before, whoever did; each counts as soon as the blueprint has it.
    /// </summary>
    internal void Take(IReadOnlyList<Artifact> written)
    {
        lock (_gate)
        {
            var all = new Dictionary<string, Artifact>(_supplements, StringComparer.Ordinal);
            foreach (var file in written)
                all[file.Path] = file;
            Set(_current.Blueprint, all);
        }
    }

    /// <summary>Files of a snapshot that can't be made from its blueprint: documents, and what was written by hand.</summary>
    internal IEnumerable<Artifact> Supplements(ProjectSnapshot snapshot)
    {
        if (snapshot.Blueprint is null)
            return snapshot.Artifacts;
        var emitted = Emit(snapshot.Blueprint).ToDictionary(static artifact => artifact.Path, StringComparer.Ordinal);
        return snapshot.Artifacts.Where(artifact =>
            !emitted.TryGetValue(artifact.Path, out var made) || (made.Ownership == ArtifactOwnership.CreatedOnce && made != artifact)
        );
    }

    /// <summary>Goes back, or forward, to a state that this or another project had.</summary>
    internal void Restore(ProjectSnapshot snapshot)
    {
        lock (_gate)
        {
            _supplements = Supplements(snapshot).ToDictionary(static artifact => artifact.Path, StringComparer.Ordinal);
            _current = snapshot;
        }
    }

    private EditResult Change(Func<Blueprint?, EditResult> change)
    {
        lock (_gate)
        {
            var result = change(_current.Blueprint);
            if (result.Blueprint is not { } blueprint)
                return result;
            var placed = _capabilities.Resolve(blueprint);
            blueprint = RequirementJudge.Reopen(placed, _capabilities);
            Set(blueprint, _supplements);
            // Who placed a requirement hears at once why it is open again.
            var reopened = RequirementJudge.Reopened(placed, blueprint);
            return result with { Blueprint = blueprint, Notes = [.. result.Notes, .. reopened, .. Unnoted(blueprint)] };
        }
    }

    // Once for each list of them: who leaves them out on purpose needs no reminder with each edit.
    private IEnumerable<Diagnostic> Unnoted(Blueprint blueprint)
    {
        var unnoted = BriefCoverage.Unnoted(Asked.Value, blueprint.Requirements);
        var told = string.Join('\n', unnoted);
        if (told == _toldUnnoted)
            return [];
        _toldUnnoted = told;
        return unnoted.Select(static text =>
            BlueprintRules.SentenceNotNoted.At(
                "requirements",
                $"No requirement notes this of the brief: \"{text}\"",
                BlueprintRules.SentenceNotNoted.Remedy
            )
        );
    }

    // Who is refused is shown by a scenario; where an agent places a sentence of access without one, what follows from the rules is told.
    private Blueprint Told(Blueprint blueprint)
    {
        var before = (_current.Blueprint?.Requirements ?? [])
            .Where(static requirement => requirement.State == RequirementState.Placed)
            .Select(static requirement => requirement.Text)
            .ToHashSet(StringComparer.Ordinal);
        return ScenarioDrafter.Add(blueprint, requirement =>
            requirement.Kind == RequirementKind.Access && !before.Contains(requirement.Text)
        );
    }

    private void Set(Blueprint? blueprint, Dictionary<string, Artifact> supplements)
    {
        // A document that was added before the blueprint came to own its path gives way.
        var emitted = blueprint is null ? [] : Emit(blueprint).Select(Written).ToList();
        var taken = emitted.Select(static artifact => artifact.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var artifacts = new ArtifactSet(
            emitted.Concat(
                supplements.Values.Where(artifact => artifact.Ownership == ArtifactOwnership.Document && !taken.Contains(artifact.Path))
            )
        );
        _supplements = supplements;
        if (artifacts.Hash == _current.Artifacts.Hash && blueprint is null == _current.Blueprint is null)
        {
            _current = _current with { Draft = null };
            return;
        }

        var findings = blueprint is null ? [] : _engine.Check(new CheckContext(blueprint, artifacts) { Released = _released?.Blueprint });
        _current = new ProjectSnapshot(_current.Revision + 1, blueprint, artifacts, findings);

        // What was created for somebody to write, as it was written.
        Artifact Written(Artifact made) =>
            made.Ownership == ArtifactOwnership.CreatedOnce
            && supplements.TryGetValue(made.Path, out var written)
            && written.Ownership != ArtifactOwnership.Document
                ? written
                : made;
    }

    /// <summary>The files that follow from a blueprint, its own among them.</summary>
    public IEnumerable<Artifact> Emit(Blueprint blueprint) =>
        _capabilities.Deliver(blueprint, _released).Append(new Artifact(Place.BlueprintFile, BlueprintYaml.Write(blueprint)));
}
