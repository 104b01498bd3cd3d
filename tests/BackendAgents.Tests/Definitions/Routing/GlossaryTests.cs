using BackendAgents.Definitions.Routing;

namespace BackendAgents.Tests.Definitions.Routing;

public sealed class GlossaryTests
{
    // Where no space stands between words, one is found amid others; vowels of Indian scripts do not end a word.
    [TestCase("公開前にデータベースのバックアップを見てほしい", "backup database")]
    [TestCase("下周一上线前请检查备份恢复", "backup check")]
    [TestCase("सर्वर में लॉगिन नहीं हो रहा", "login server")]
    [TestCase("Перевірте, чи витримає сервер", "check server")]
    [TestCase("to je systém, do kterého se ukládá termín", "system book")]
    [TestCase("Please check the server before we accept it", "")]
    public void Words_of_other_languages_are_known_by_what_they_mean(string message, string english)
    {
        var found = Glossary.Default.English(Words.Split(message)).Select(static word => word.Text).ToList();

        Assert.That(english.Split(' ', StringSplitOptions.RemoveEmptyEntries), Is.SubsetOf(found), string.Join(' ', found));
        Assert.That(found.Count == 0, Is.EqualTo(english.Length == 0), string.Join(' ', found));
    }
}
