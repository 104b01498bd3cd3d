using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Offline.Reading.Formal.Sql;

namespace BackendAgents.Offline.Reading.Formal.Models;

/// <summary>
/// Reads definitions in braces, as languages of models have them; what says more than a field of a known type stays unread.
/// </summary>
internal sealed partial class ModelReader(IReadOnlyList<string> lines)
{
    private const string NotRead = "It stands in a definition, and is not read.";

    private readonly Dictionary<int, (ModelBlock Block, int Length)> _found = ModelBlock.All(lines);

    /// <summary>
    /// The parts of the block that begins at a line, each with its text, and the number of its lines; null where none begins.
    /// </summary>
    public (IReadOnlyList<(string Text, FormalPart Part)> Parts, int Length)? At(int at) =>
        _found.TryGetValue(at, out var found) ? ([.. Read(found.Block)], found.Length) : null;

    private IEnumerable<ModelBlock> Blocks => _found.Values.Select(static found => found.Block);

    private IEnumerable<(string Text, FormalPart Part)> Read(ModelBlock block)
    {
        var heading = $"{block.Kind} {block.Name}";
        if (block.Kind == "enum")
        {
            yield return (
                $"{heading} {{ {string.Join(", ", block.Lines)} }}",
                new RemarkPart("Its values stand at the fields that have them.")
            );
            yield break;
        }

        var owner = block.IsThing ? SqlParts.Noun(block.Name) : null;
        List<(string Line, FormalPart? Part)> parts =
        [
            .. block.Lines.Select(line =>
                (
                    line,
                    owner is not null ? Field(block, owner, line)
                    : block.Kind == "relationship" ? Related(block.Name, line)
                    : null
                )
            ),
        ];
        // Of what no field is read nothing is kept.
        var isKept = owner is not null && parts.Exists(static part => part.Part is FieldPart);
        yield return (
            heading,
            isKept ? new OwnerPart(owner!) { IsModel = owner != "user" }
            : block.Kind == "relationship" ? new RemarkPart("What belongs together stands in it.")
            : new UnreadPart(NotRead)
        );
        foreach (var (line, part) in parts)
            yield return (line, part ?? new UnreadPart(NotRead));
    }

    // 'OneToMany { Author{book} to Book{author(name) required} }': each book has one author.
    private static FieldPart? Related(string kind, string line)
    {
        if (Relation().Match(line) is not { Success: true } relation)
            return null;
        var isFirst = kind.Equals("ManyToOne", StringComparison.OrdinalIgnoreCase);
        if (!isFirst && !kind.Equals("OneToMany", StringComparison.OrdinalIgnoreCase))
            return null;
        var (many, one) = isFirst ? ("a", "b") : ("b", "a");
        return
            SqlParts.Noun(relation.Groups[many].Value) is { } owner
            && SqlParts.Noun(relation.Groups[one].Value) is { } other
            && FieldLine.Words(relation.Groups[many + "as"] is { Success: true } name ? name.Value : other) is { } words
            ? new FieldPart(owner, words)
            {
                Reference = other,
                Detail = FieldDetail.None with { Bounds = new Bounds { Required = relation.Groups[many + "must"].Success } },
            }
            : null;
    }

    private FormalPart? Field(ModelBlock block, string owner, string line)
    {
        if (Shape().Match(line) is not { Success: true } shape || FieldLine.Words(shape.Groups["name"].Value) is not { } words)
            return null;
        var (type, rest) = (shape.Groups["type"].Value, shape.Groups["rest"].Value);
        // 'posts Post[]', where each post has an author.
        if (shape.Groups["several"].Success)
            return Blocks.Any(other =>
                other.Name == type && other.Lines.Any(back => Shape().Match(back).Groups["type"].Value == block.Name)
            )
                ? new RemarkPart("It is the other side of what leads here.")
                : null;
        if (words is ["id"])
            return new FieldPart(owner, words);
        bool? required =
            shape.Groups["optional"].Success ? false
            : shape.Groups["needed"].Success || Required().IsMatch(rest) ? true
            : null;
        var bounds = new Bounds { Required = required, Unique = Unique().IsMatch(rest) };
        foreach (Match bound in Bound().Matches(rest))
            bounds = bounds.Merge(Bounded(bound.Groups["what"].Value.ToLowerInvariant(), bound.Groups["n"].Value));
        var unread = Bound().Replace(Unique().Replace(Required().Replace(Told().Replace(rest, ""), ""), ""), "").Trim(' ', ';', ',');
        var detail = new FieldDetail(null, bounds, [], unread.Length > 0 ? unread : null);
        if (ModelTypes.Of(type) is { } known)
            return new FieldPart(owner, words) { Detail = detail with { Type = known } };
        if (Blocks.FirstOrDefault(other => other.Kind == "enum" && other.Name == type) is { } values)
            return new FieldPart(owner, words) { Detail = detail with { Type = FieldType.Enum, Values = SqlColumn.Camel(values.Lines) } };
        return Blocks.Any(other => other.IsThing && other.Name == type) && SqlParts.Noun(type) is { } there
            ? new FieldPart(owner, words) { Reference = there, Detail = detail }
            : null;
    }

    private static Bounds Bounded(string what, string number)
    {
        var limit = decimal.Parse(number, CultureInfo.InvariantCulture);
        return what switch
        {
            "minlength" => new Bounds { MinLength = (int)limit },
            "maxlength" => new Bounds { MaxLength = (int)limit },
            "min" => new Bounds { Min = limit },
            _ => new Bounds { Max = limit },
        };
    }

    // 'name String required', 'name: String!', 'name?: string'.
    [GeneratedRegex(
        @"^(?<name>[A-Za-z]\w{0,40})(?<optional>\?)?(?: ?: ?| +)"
            + @"(?<several>\[)?(?<type>[A-Za-z]\w{0,40})(?<several>\[\])?(?:(?<needed>!)|(?<optional>\?))?(?<rest>(?: .{0,200})?)$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Shape();

    // How a database comes by it, and what the type of the field says already.
    [GeneratedRegex(
        @"@relation\([^)]*(?:\[[^\]]*\][^)]*)*\)|@id\b|@default\((?:autoincrement|uuid|now|cuid)\(\)\)|@updatedAt\b",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Told();

    [GeneratedRegex(
        @"^(?<a>\w{1,40})(?:\{(?<aas>\w{1,40})(?:\(\w+\))?(?<amust> required)?\})? to"
            + @" (?<b>\w{1,40})(?:\{(?<bas>\w{1,40})(?:\(\w+\))?(?<bmust> required)?\})?$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Relation();

    [GeneratedRegex(@"\brequired\b|@NotNull\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Required();

    [GeneratedRegex(@"@unique\b|\bunique\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Unique();

    [GeneratedRegex(
        @"\b(?<what>minlength|maxlength|min|max) ?\( ?(?<n>\d{1,7}) ?\)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Bound();
}
