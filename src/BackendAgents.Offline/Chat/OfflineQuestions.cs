using System.Text.Json;
using BackendAgents.Engineering.Briefs;

namespace BackendAgents.Offline.Chat;

/// <summary>Asks for what the brief does not say, in the form that the coordinator understands.</summary>
internal static class OfflineQuestions
{
    public static string Ask(BriefReading reading)
    {
        var reasons = reading.Problems.Select(static problem => problem.ToString()).ToList();
        var questions =
            reading.Questions.Count > 0
                ? reading.Questions
                : ["What is stored, and who may do what to it? A sentence in English is enough."];
        return $"""
            I could not draft a backend from this brief. {string.Join(' ', reasons)}

            ```json
            {JsonSerializer.Serialize(new { questions })}
            ```
            """;
    }
}
