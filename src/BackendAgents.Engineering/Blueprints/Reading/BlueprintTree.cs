using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>
/// A document that is edited by paths: <c>entities[1].fields[0].maxLength</c> as problems name them, <c>entities.Post.fields.title</c> by
/// id or name, or <c>/entities/1/fields/0</c>.
/// </summary>
internal sealed class BlueprintTree(YamlMappingNode root)
{
    public YamlMappingNode Root { get; } = root;

    /// <summary>Whether a part of the root is a list of things with ids.</summary>
    public static bool IsList(string key) =>
        YamlNames.Properties(typeof(Blueprint)).TryGetValue(key, out var property)
        && property.PropertyType is { IsGenericType: true } list
        && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
        && list.GetGenericArguments()[0] != typeof(CapabilityChoice);

    /// <summary>What is at a path; null, with what is wrong, when there is nothing.</summary>
    public YamlNode? Get(string path, out (string Message, string Remedy)? problem) => Walk(Steps(path), path, out problem, makes: false);

    /// <summary>Puts a value at a path, in place of what is there or as something new; says what is wrong when it can't.</summary>
    public (string Message, string Remedy)? Set(string path, YamlNode value)
    {
        if (Steps(path) is not [.. var way, var last])
            return ("The path is empty.", EditReading.Example);
        if (Walk(way, path, out var problem, makes: true) is not { } at)
            return problem;
        if (at is YamlMappingNode mapping)
        {
            YamlMaps.Set(mapping, last, value);
            return null;
        }

        if (at is not YamlSequenceNode sequence)
            return ($"At '{string.Join('.', way)}' is one value; it has no '{last}'.", EditReading.Example);
        if (last == "-")
        {
            sequence.Add(value);
            return null;
        }

        return IsIndex(last, out var index) ? Put(sequence, index, value, path) : Put(sequence, last, value, path);
    }

    /// <summary>Adds an item to a list, or puts it in place of the one with its id or name; that one's id stays.</summary>
    public (string Message, string Remedy)? Upsert(string path, YamlNode value)
    {
        if (Walk(Steps(path), path, out var problem, makes: true) is not { } at)
            return problem;
        if (at is not YamlSequenceNode sequence)
            return ($"'{path}' is no list.", EditReading.Example);
        var found = value is YamlMappingNode item
            ? Index(sequence, YamlMaps.TextOf(item, "id"), exactly: true) is >= 0 and var byId
                ? byId
                : Index(sequence, YamlMaps.TextOf(item, "name"), exactly: true)
            : -1;
        if (found < 0)
            sequence.Add(value);
        else
            Replace(sequence, found, value);
        return null;
    }

    /// <summary>Takes out what is at a path, or has an id wherever it is; says what is wrong when there is nothing.</summary>
    public (string Message, string Remedy)? Remove(string path)
    {
        if (Steps(path) is not [.. var way, var last])
            return ("The path is empty.", EditReading.Example);
        if (way.Length == 0 && RemoveById(Root, last))
            return null;
        if (Walk(way, path, out var problem, makes: false) is not { } at)
            return problem;
        if (at is YamlMappingNode mapping && YamlMaps.Get(mapping, last) is not null)
        {
            YamlMaps.Remove(mapping, last);
            return null;
        }

        if (
            at is YamlSequenceNode sequence
            && (IsIndex(last, out var index) ? index : Index(sequence, last)) is >= 0 and var found
            && found < sequence.Children.Count
        )
        {
            sequence.Children.RemoveAt(found);
            return null;
        }

        return Nothing(path, at, last);
    }

    private static bool RemoveById(YamlNode node, string id)
    {
        foreach (var list in ((node as YamlMappingNode)?.Children.Values ?? []).OfType<YamlSequenceNode>())
        {
            var found = Index(list, id, exactly: true);
            if (found >= 0)
            {
                list.Children.RemoveAt(found);
                return true;
            }

            if (list.Children.Any(item => RemoveById(item, id)))
                return true;
        }

        return false;
    }

    private YamlNode? Walk(string[] steps, string path, out (string Message, string Remedy)? problem, bool makes)
    {
        YamlNode at = Root;
        problem = null;
        for (var i = 0; i < steps.Length; i++)
        {
            var step = steps[i];
            var next = at switch
            {
                YamlMappingNode mapping => YamlMaps.Get(mapping, step),
                YamlSequenceNode list => (IsIndex(step, out var index) ? index : Index(list, step)) is >= 0 and var found
                && found < list.Children.Count
                    ? list.Children[found]
                    : null,
                _ => null,
            };

            // A part that was left out so far is made; an item of a list is not, since nothing says what it is.
            if (next is null && makes && at is YamlMappingNode owner)
            {
                next = IsListAt(steps, i) ? new YamlSequenceNode() : new YamlMappingNode();
                YamlMaps.Set(owner, step, next);
            }

            if (next is null)
            {
                problem = Nothing(path, at, step);
                return null;
            }

            at = next;
        }

        return at;
    }

    private static bool IsListAt(string[] steps, int i)
    {
        var type = typeof(Blueprint);
        for (var at = 0; at <= i; at++)
        {
            if (type is { IsGenericType: true })
                type = type.GetGenericArguments()[0];
            else if (YamlNames.Properties(type).TryGetValue(steps[at], out var property))
                type = property.PropertyType;
            else
                return false;
        }

        return type is { IsGenericType: true }
            && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            && type != typeof(IReadOnlyList<CapabilityChoice>);
    }

    private static (string Message, string Remedy)? Put(YamlSequenceNode sequence, int index, YamlNode value, string path)
    {
        if (index > sequence.Children.Count)
            return ($"'{YamlMaps.Short(path)}' is beyond the end; the list has {sequence.Children.Count} items.", EditReading.Example);
        if (index == sequence.Children.Count)
            sequence.Add(value);
        else
            Replace(sequence, index, value);
        return null;
    }

    private static (string Message, string Remedy)? Put(YamlSequenceNode sequence, string name, YamlNode value, string path)
    {
        var found = Index(sequence, name);

        // 'entities.Post.fields.title' set to 'varchar(80)'.
        if (YamlMaps.Text(value) is { } text && path.Contains("fields", StringComparison.Ordinal) && LooseField.IsType(text))
            value = new YamlMappingNode { { "name", name }, { "type", text } };
        if (value is YamlMappingNode mapping && YamlMaps.Get(mapping, "name") is null && YamlMaps.Get(mapping, "id") is null && found < 0)
        {
            var named = new YamlMappingNode { { path.StartsWith("requirements", StringComparison.Ordinal) ? "id" : "name", name } };
            foreach (var (key, content) in mapping.Children)
                named.Add(key, content);
            value = named;
        }

        if (found < 0)
            sequence.Add(value);
        else
            Replace(sequence, found, value);
        return null;
    }

    // What the new item does not say of who it is, the old one says.
    private static void Replace(YamlSequenceNode sequence, int index, YamlNode value)
    {
        if (value is YamlMappingNode item && sequence.Children[index] is YamlMappingNode old)
        {
            foreach (var key in (string[])["id", "name"])
            {
                if (YamlMaps.Get(item, key) is null && YamlMaps.Get(item, "relation") is null && YamlMaps.Get(old, key) is { } kept)
                    YamlMaps.Set(item, key, kept);
            }
        }

        sequence.Children[index] = value;
    }

    private static int Index(YamlSequenceNode sequence, string? reference, bool exactly = false)
    {
        if (reference is null)
            return -1;
        for (var i = 0; i < sequence.Children.Count; i++)
        {
            var item = sequence.Children[i];
            if (
                item is YamlMappingNode mapping
                    ? YamlMaps.TextOf(mapping, "id") == reference || YamlMaps.TextOf(mapping, "name") == reference
                    : YamlMaps.Text(item) == reference
            )
                return i;
        }

        if (exactly)
            return -1;
        for (var i = 0; i < sequence.Children.Count; i++)
        {
            if (
                sequence.Children[i] is YamlMappingNode mapping
                && LooseEntities.Find(
                    [YamlMaps.TextOf(mapping, "name"), YamlMaps.TextOf(mapping, "id"), YamlMaps.TextOf(mapping, "role")],
                    reference
                )
                    is not null
            )
                return i;
        }

        return -1;
    }

    private static (string Message, string Remedy) Nothing(string path, YamlNode at, string step)
    {
        var known = at switch
        {
            YamlMappingNode mapping => mapping.Children.Keys.Select(YamlMaps.Text),
            YamlSequenceNode list => list.Children.Select(static item =>
                item is YamlMappingNode mapping ? YamlMaps.TextOf(mapping, "name") ?? YamlMaps.TextOf(mapping, "id") : YamlMaps.Text(item)
            ),
            _ => [],
        };
        var names = string.Join(", ", known.OfType<string>().Take(40));
        return (
            $"'{YamlMaps.Short(path)}' leads nowhere: there is no '{YamlMaps.Short(step)}'.",
            names.Length == 0 ? "There is nothing yet; set the whole part." : $"There are {names}."
        );
    }

    private static bool IsIndex(string step, out int index) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    // 'a.b[0].c', 'a/b/0/c' and 'backend.yaml:3#…@a.b' alike.
    private static string[] Steps(string path)
    {
        var at = path.LastIndexOf('@');
        return path[(at + 1)..].Split(['.', '[', ']', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
