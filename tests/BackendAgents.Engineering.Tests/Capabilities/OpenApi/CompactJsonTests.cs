using System.Text.Json.Nodes;
using BackendAgents.Engineering.Capabilities.OpenApi;

namespace BackendAgents.Engineering.Tests.Capabilities.OpenApi;

public sealed class CompactJsonTests
{
    [Test]
    public void What_fits_on_a_line_stands_on_one_and_says_the_same()
    {
        var node = JsonNode.Parse(
            $$$"""
            {"a":{"b":[1,"é\n",null,{}],"c":true},"empty":[],"long":{"text":"{{{new string('x', 150)}}}","list":[{"n":1},{"n":2}]}}
            """
        )!;

        var text = CompactJson.Write(node);

        Assert.That(
            text,
            Is.EqualTo(
                """
                {
                  "a": { "b": [1, "é\n", null, {}], "c": true },
                  "empty": [],
                  "long": {
                    "text": "XXX",
                    "list": [{ "n": 1 }, { "n": 2 }]
                  }
                }
                """.ReplaceLineEndings("\n").Replace("XXX", new string('x', 150), StringComparison.Ordinal)
            )
        );
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(text), node), Is.True);
    }
}
