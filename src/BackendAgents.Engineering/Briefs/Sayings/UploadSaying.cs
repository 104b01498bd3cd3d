using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>Files of rows with what they may be: 'Users can upload a photo of a product (up to 5 MB, jpg or png)'.</summary>
internal static partial class UploadSaying
{
    // A megabyte of people is a million bytes, as in the blueprint.
    private const int Kilo = 1_000;
    private const int MaxMegabytes = 100;

    private static readonly Dictionary<string, string[]> s_types = new(StringComparer.Ordinal)
    {
        ["jpg"] = ["image/jpeg"],
        ["jpeg"] = ["image/jpeg"],
        ["png"] = ["image/png"],
        ["gif"] = ["image/gif"],
        ["webp"] = ["image/webp"],
        ["pdf"] = ["application/pdf"],
        ["zip"] = ["application/zip"],
        ["mp4"] = ["video/mp4"],
        ["mp3"] = ["audio/mpeg"],
        ["txt"] = ["text/plain"],
        ["csv"] = ["text/csv"],
    };

    private static readonly string[] s_pictures = ["image/jpeg", "image/png", "image/webp"];

    // What such a file usually is, where nothing is said of it.
    private static readonly Dictionary<string, string[]> s_usual = new(StringComparer.Ordinal)
    {
        ["document"] = ["application/pdf"],
        ["resume"] = ["application/pdf"],
        ["cv"] = ["application/pdf"],
        ["pdf"] = ["application/pdf"],
        ["contract"] = ["application/pdf"],
        ["video"] = ["video/mp4"],
        ["attachment"] = ["application/pdf", .. s_pictures],
        ["file"] = ["application/pdf", .. s_pictures],
        ["scan"] = ["application/pdf", .. s_pictures],
        ["receipt"] = ["application/pdf", .. s_pictures],
    };

    /// <summary>Null where the thing isn't there, somebody else changes it, or more is said than size and type.</summary>
    public static Declared? Declare(SayingModel model, Said said)
    {
        var what = said["what"];
        if (
            Limits(said["rest"]) is not var (bytes, types)
            || (said["thing"].Length > 0 ? model.Entity(said["thing"]) : Owner(model, what)) is not { } entity
        )
            return null;
        if (said["thing"].Length == 0 && bytes is null && types.Count == 0 || entity == model.Account)
            return null;
        if (
            model.Operations(entity, OperationKind.Update) is not [var update]
            || model.Operations(entity, OperationKind.Get) is not [var get]
            || !model.MayCall(update, said["who"])
        )
            return null;
        var kept = Existing(entity, what);
        var field = new Field
        {
            Id = kept?.Id ?? $"{entity.Id}-{Conventions.Kebab(what)}",
            Name = Conventions.Camel(what),
            Type = FieldType.File,
            MaxLength = bytes,
            ContentTypes = types.Count > 0 ? types : s_usual.GetValueOrDefault(what, s_pictures),
        };
        if (entity.Fields.Any(other => other != kept && (other.Name == field.Name || other.Type == FieldType.File)))
            return null;
        var name = Conventions.Pascal(entity.Name) + Conventions.Pascal(what);
        Operation Of(string verb, OperationKind kind, IReadOnlyList<AccessRule> access) =>
            new()
            {
                Id = $"{verb}-{Conventions.Kebab(name)}",
                Name = verb + name,
                Entity = entity.Id,
                Kind = kind,
                Access = access,
                File = field.Id,
            };
        List<Operation> operations =
        [
            Of("upload", OperationKind.Upload, update.Access),
            Of("download", OperationKind.Download, get.Access),
            Of("remove", OperationKind.RemoveFile, update.Access),
        ];
        var changed = model.With(
            entity,
            other => other with { Fields = [.. other.Fields.Where(one => one.Id != field.Id), field] },
            ["field " + field.Id, .. operations.Select(static operation => "operation " + operation.Id)]
        );
        return changed with { Blueprint = changed.Blueprint with { Operations = [.. changed.Blueprint.Operations, .. operations] } };
    }

    // 'The resume is a PDF of at most 5 MB': of whatever has one.
    private static Entity? Owner(SayingModel model, string what) =>
        model.Blueprint.Entities.Where(entity => Existing(entity, what) is not null).Take(2).ToList() is [var one] ? one : null;

    // An address of a file takes the place of the file until somebody says that it is uploaded.
    private static Field? Existing(Entity entity, string what) =>
        entity.Fields.FirstOrDefault(field =>
            field.Type is FieldType.Url or FieldType.String or FieldType.File
            && (field.Name == Conventions.Camel(what) || field.Name == Conventions.Camel(what) + "Url")
        );

    // The size and the types; null where other words stand among them.
    private static (int? Bytes, List<string> Types)? Limits(string text)
    {
        int? bytes = null;
        var types = new List<string>();
        if (Size().Match(text) is { Success: true } size)
        {
            var number = int.Parse(size.Groups["number"].Value, CultureInfo.InvariantCulture);
            var mega = size.Groups["unit"].Value.StartsWith('m');
            if (number is 0 || mega && number > MaxMegabytes)
                return null;
            bytes = number * Kilo * (mega ? Kilo : 1);
            text = text.Replace(size.Value, " ", StringComparison.Ordinal);
        }

        foreach (var word in text.Split([' ', ',', '.', '(', ')', '/', ':', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (s_types.TryGetValue(word.TrimEnd('s'), out var media))
                types.AddRange(media);
            else if (!Filler().IsMatch(word))
                return null;
        }

        return (bytes, [.. types.Distinct()]);
    }

    [GeneratedRegex(
        "(?:of )?(?:up to|at most|max(?:imum)?(?: of| size)?|no larger than|not larger than|no more than|no bigger than|not exceeding"
            + "|limited to)? ?"
            + "(?<number>[0-9]{1,4}) ?(?<unit>mb|kb|megabytes?|kilobytes?)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Size();

    [GeneratedRegex(
        "^(?:an?|or|and|of|in|as|is|are|be|must|may|can|only|with|the|size|each|files?|formats?|images?|types?|allowed|accepted)$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Filler();
}
