using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackendAgents.Definitions.Formats;

// Refuses nesting that only an attacker writes, before a document is built of it, and aliases, whose expansion has no bound.
internal sealed class DepthBound(IParser parser, int most) : IParser
{
    private int _depth;

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        var more = parser.MoveNext();
        if (parser.Current is { } found)
        {
            _depth += found.NestingIncrease;
            if (_depth > most + 2)
                throw new YamlException(found.Start, found.End, "it is nested too deeply");
            if (found is AnchorAlias)
                throw new YamlException(found.Start, found.End, "it uses an alias");
        }

        return more;
    }
}
