using System.Globalization;
using System.Text;
using BackendAgents.Engineering.Artifacts;
using DiffPlex;
using DiffPlex.Chunkers;

namespace BackendAgents.Coordination.Views;

/// <summary>
/// What changed between two sets of artifacts, within a bound: by reference where it does not fit. New files that emitters wrote say
/// nothing that the blueprint does not, so they are only named.
/// </summary>
internal static class ChangeDigest
{
    public const int MaxLength = 10_000;
    private const int MaxFile = 4_000;
    private const int Context = 2;

    public static string Between(ArtifactSet? before, ArtifactSet now)
    {
        var text = new StringBuilder();
        var listed = new List<Artifact>();
        foreach (var artifact in now)
        {
            var old = before?.Find(artifact.Path);
            if (old?.Content == artifact.Content)
                continue;
            var room = Math.Min(MaxFile, MaxLength - text.Length);
            if (old is not null)
                Changed(text, old, artifact, room);
            else if (artifact.Ownership is ArtifactOwnership.Generated or ArtifactOwnership.CreatedOnce)
                listed.Add(artifact);
            else
                Added(text, artifact, room);
        }

        foreach (var old in before ?? ArtifactSet.Empty)
        {
            if (now.Find(old.Path) is null)
                text.Append(CultureInfo.InvariantCulture, $"--- {old.Path}\nremoved\n");
        }

        FileList.Add(text, listed);
        return text.ToString().TrimEnd('\n');
    }

    private static void Added(StringBuilder text, Artifact artifact, int room)
    {
        var lines = artifact.Content.AsSpan().Count('\n');
        text.Append(CultureInfo.InvariantCulture, $"+++ {artifact.Path}\n");
        if (artifact.Content.Length > room)
        {
            text.Append(CultureInfo.InvariantCulture, $"new, {lines} lines: read it with team-read\n");
            return;
        }

        text.Append(artifact.Content);
        if (!artifact.Content.EndsWith('\n'))
            text.Append('\n');
    }

    private static void Changed(StringBuilder text, Artifact old, Artifact now, int room)
    {
        text.Append(CultureInfo.InvariantCulture, $"+++ {now.Path}\n");
        var start = text.Length;
        var diff = Differ.Instance.CreateDiffs(old.Content, now.Content, false, false, LineChunker.Instance);
        foreach (var block in diff.DiffBlocks)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"@@ -{block.DeleteStartA + 1},{block.DeleteCountA} +{block.InsertStartB + 1},{block.InsertCountB} @@\n"
            );
            for (var i = Math.Max(0, block.DeleteStartA - Context); i < block.DeleteStartA; i++)
                text.Append(' ').Append(diff.PiecesOld[i]).Append('\n');
            for (var i = 0; i < block.DeleteCountA; i++)
                text.Append('-').Append(diff.PiecesOld[block.DeleteStartA + i]).Append('\n');
            for (var i = 0; i < block.InsertCountB; i++)
                text.Append('+').Append(diff.PiecesNew[block.InsertStartB + i]).Append('\n');
            if (text.Length - start > room)
            {
                text.Length = start;
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"changed in {diff.DiffBlocks.Count} places, from line {diff.DiffBlocks[0].InsertStartB + 1}: read it with team-read\n"
                );
                return;
            }
        }
    }
}
