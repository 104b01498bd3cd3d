using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination.Journal;

/// <summary>
/// Writes down what changed in a project, and brings a project to what was written down. Only differences are kept, so that bytes
/// grow with what happened. Used by one turn at a time, since only one worker works at a time.
/// </summary>
internal sealed class ProjectRecorder(BackendProject project)
{
    private readonly Dictionary<string, Artifact> _files = new(StringComparer.Ordinal);
    private ProjectSnapshot _last = Nothing;
    private Blueprint? _blueprint;
    private string _yaml = "";
    private string _draft = "";

    private static ProjectSnapshot Nothing { get; } = new BackendProject().Current;

    /// <summary>What changed since the last call, or null.</summary>
    public StateDelta? Capture()
    {
        var now = project.Current;
        var draft = now.Draft ?? "";
        if (ReferenceEquals(now, _last) || (now.Artifacts.Hash == _last.Artifacts.Hash && draft == _draft))
        {
            _last = now;
            return null;
        }

        TextDelta? blueprint = null;
        if (!ReferenceEquals(now.Blueprint, _blueprint))
        {
            var yaml = now.Blueprint is null ? "" : BlueprintYaml.Write(now.Blueprint);
            if (yaml != _yaml)
                blueprint = TextDeltas.Between(_yaml, yaml);
            _blueprint = now.Blueprint;
            _yaml = yaml;
        }

        var files = new List<FileDelta>();
        foreach (var file in project.Supplements(now))
        {
            var old = _files.GetValueOrDefault(file.Path);
            if (old == file)
                continue;
            files.Add(new FileDelta(file.Path, file.Ownership, TextDeltas.Between(old?.Content ?? "", file.Content)));
            _files[file.Path] = file;
        }

        _last = now;
        var drafted = draft == _draft ? null : TextDeltas.Between(_draft, draft);
        _draft = draft;
        return new StateDelta(blueprint, files, now.Artifacts.Hash) { Draft = drafted };
    }

    /// <summary>
    /// Brings the project to what a record says. False when it then differs from what it was: the emitters have changed since.
    /// </summary>
    /// <exception cref="InvalidDataException">The record does not fit.</exception>
    public bool Apply(StateDelta delta)
    {
        if (delta.Blueprint is { } edits)
        {
            _yaml = TextDeltas.Apply(_yaml, edits);
            var result = project.Replace(_yaml);
            if (result.Blueprint is null)
                throw new InvalidDataException(
                    "The blueprint in the journal is no longer accepted: "
                        + string.Join("; ", result.Problems.Select(static problem => problem.Message))
                );
        }

        foreach (var file in delta.Files)
        {
            var old = _files.GetValueOrDefault(file.Path);
            var artifact = new Artifact(file.Path, TextDeltas.Apply(old?.Content ?? "", file.Text), file.Ownership);
            if (artifact.Ownership == ArtifactOwnership.Document)
                project.PutFile(artifact);
            else
                project.Take([artifact]);
            _files[file.Path] = artifact;
        }

        if (delta.Draft is { } drafted)
            _draft = TextDeltas.Apply(_draft, drafted);
        project.SetDraft(_draft.Length == 0 ? null : _draft);
        _last = project.Current;
        _blueprint = _last.Blueprint;
        return _last.Artifacts.Hash == delta.Hash;
    }
}
