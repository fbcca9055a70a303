"""Given names that tell he from she, and words that do. Pure tables; a name that may be either stands in neither."""

from __future__ import annotations

_HE = frozenset(
    "Aaron Abdullah Adam Ahmed Alan Albert Alberto Alejandro Alexander Alfred Ali Amir Andrew Andrzej Antonio Antony "
    "Anthony Arthur Ashraf Barack Bashar Ben Benjamin Bernard Bernie Bill Bob Boris Brad Brian Bruce Carlos Charles "
    "Chuck Craig Dan Daniel Dave David Dennis Dmitry Dmitri Dominic Donald Doug Douglas Ed Edward Emmanuel Eric "
    "Ernesto Frank Fred François Gary Geoff Geoffrey George Gerald Gordon Graham Greg Gregory Hage Hamza Hans Harold "
    "Harry Hassan Henry Herman Hossein Howard Hugo Ibrahim Igor Imran Ivan Jack Jacob Jair James Jason Javad Javier "
    "Jeff Jeffrey Jens Jeremy Jerry Jim Jimmy Joachim Joe Johannes John Johnny Jonathan Jose José Josef Joseph Joshua "
    "Juan Julian Justin Karl Keith Ken Kenneth Kevin Khalid Kofi Larry Lars Lawrence Leonard Lloyd Luis Malcolm "
    "Manuel Marcus Mario Mark Martin Matt Matteo Matthew Max Michael Miguel Mike Mikhail Mitch Mohamed Mohammad "
    "Mohammed Muhammad Nathan Neil Nelson Nicolas Nicolás Nigel Nikolai Norman Oleg Oliver Oscar Osama Pablo Patrick "
    "Paul Pedro Peter Petro Phil Philip Pierre Rafael Ralph Ray Raymond Reince Rex Ricardo Richard Rick Rob Robert "
    "Roberto Rodrigo Roger Ron Ronald Roy Russell Ryan Saddam Salman Samuel Scott Sean Sebastian Sergei Sergey Shinzo "
    "Silvio Simon Stephen Steve Steven Stuart Ted Theodore Thomas Tim Timothy Tobias Todd Tom Tony Tristan Tyler "
    "Vernon Victor Viktor Vincent Vladimir Volodymyr Walter Warren Wayne William Yousef Yusuf".split()
)
_SHE = frozenset(
    "Abigail Agnes Alice Alicia Amanda Amy Angela Anita Ann Anna Anne Annie Antonia Barbara Beatrice Bernadette Beth "
    "Betty Brenda Bridget Carla Carly Carmen Carol Caroline Catherine Cathy Charlotte Christina Christine Claire "
    "Clara Condoleezza Cristina Cynthia Daisy Deborah Debbie Denise Diana Diane Dianne Donna Dorothy Eleanor Elena "
    "Elizabeth Ellen Emily Emma Erika Erna Eva Federica Fiona Florence Frances Geraldine Gina Gloria Grace Greta "
    "Hannah Harriet Heather Heidi Helen Helena Hillary Ilhan Irene Isabel Isabella Jacinda Jane Janet Janice "
    "Jean-Marie Jennifer Jessica Jill Joan Joanna Josephine Joyce Judith Judy Julia Julie Justine Kamala Karen "
    "Karoline Kate Katherine Kathleen Kathryn Kathy Katie Katrina Kellyanne Kirstjen Kristalina Laura Lauren Linda "
    "Lisa Lois Lori Lucy Madeleine Mae Maggie Margaret Maria Marie Marianne Marina Marine Marsha Martha Mary Megan "
    "Melania Melissa Michelle Mona Monica Nadia Nancy Natalie Natalia Nicole Nikki Nina Olga Olivia Pamela Patricia "
    "Paula Pauline Penny Priti Rachel Rebecca Rita Rosa Rose Ruth Sabine Sally Samantha Sandra Sara Sarah Sharon "
    "Sheila Shirley Silvia Sofia Sonia Sophie Stephanie Sue Susan Suzanne Svetlana Sylvia Tamara Theresa Tina Tulsi "
    "Ursula Valerie Vanessa Veronica Victoria Virginia Vivian Wendy Yvette Yvonne".split()
)
_HE_WORDS = frozenset(
    "mr mr. sir king prince sheikh emir spokesman businessman congressman chairman policeman father son brother "
    "husband man boy gentleman pope".split()
)
_SHE_WORDS = frozenset(
    "mrs mrs. ms ms. dame queen princess spokeswoman businesswoman congresswoman chairwoman policewoman mother "
    "daughter sister wife woman girl lady".split()
)


def sex(name: str, role: str = "") -> str:
    """`he` or `she` by the given name or else the role of somebody; empty where neither tells."""
    first = name.partition(" ")[0]
    if first in _HE or first in _SHE:
        return "he" if first in _HE else "she"
    return sex_of_word(role)


TELLING = _HE_WORDS | _SHE_WORDS
"""The words by which `sex_of_word` tells, in lower case."""


def sex_of_word(word: str) -> str:
    """`he` or `she` by a role or a form of address ("spokeswoman", "Mr."); empty where it does not tell."""
    if word.lower() in _SHE_WORDS:
        return "she"
    return "he" if word.lower() in _HE_WORDS else ""
