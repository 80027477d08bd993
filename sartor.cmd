@echo off
rem Starts Sartor on Windows, from an installed release or from a checkout, which it builds on first use. Finds a JDK 25 and
rem sets what the libraries need. Variables: SARTOR_JAVA_HOME (a JDK), SARTOR_JAVA_OPTIONS (options of the JVM, such as -Xmx8g).
rem This file needs Windows line ends: without them, cmd may not find its labels.
setlocal DisableDelayedExpansion
set "home=%~dp0"
set "home=%home:~0,-1%"

set "jdk="
for %%D in ("%SARTOR_JAVA_HOME%" "%JAVA_HOME%") do call :consider "%%~D"
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :consider "%%~dp$PATH:J.."
for /d %%D in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do call :consider "%%~D"
if not defined jdk goto no_jdk

set "jar=%home%\sartor.jar"
if not exist "%home%\pom.xml" goto run
set "jar=%home%\target\sartor.jar"
if exist "%jar%" goto run
echo sartor: building (first use)>&2
set "JAVA_HOME=%jdk%"
pushd "%home%"
call mvn -B -q -ntp -Dmaven.test.skip=true package 1>&2
set "status=%errorlevel%"
popd
if not "%status%"=="0" goto build_failed

:run
rem commands that compute nothing run in a small JVM without the Vector API, which starts in half the time
set "size="
for %%C in ("" -h --help -V --version describe presets spaces completion man-page) do if "%~1"=="%%~C" set "size=-small"
set "machine=--add-modules jdk.incubator.vector -XX:G1HeapRegionSize=1m -XX:GCTimeRatio=2"
if defined size set "machine=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
rem a least heap, unless the user sets the largest, which may be smaller
set "heap=-Xms128m"
set SARTOR_JAVA_OPTIONS 2>nul | findstr /c:"-Xmx" /c:"-XX:MaxHeapSize" >nul && set "heap="
set "archive="
if not defined LOCALAPPDATA goto start
if not exist "%LOCALAPPDATA%\sartor" mkdir "%LOCALAPPDATA%\sartor" 2>nul
set archive="-XX:SharedArchiveFile=%LOCALAPPDATA%\sartor\sartor%size%.jsa" -XX:+AutoCreateSharedArchive

:start
set "ORT_DISABLE_TELEMETRY=1"
"%jdk%\bin\java" %machine% %heap% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Djava.awt.headless=true %archive% -Xlog:disable -Xlog:all=error,cds=off:stderr "-Dsartor.home=%home%" %SARTOR_JAVA_OPTIONS% -jar "%jar%" %*
exit /b %errorlevel%

:no_jdk
echo Sartor needs a JDK of release 25 or later, and none was found>&2
echo   where: SARTOR_JAVA_HOME, JAVA_HOME, the PATH, "%ProgramFiles%\Java" and the usual folders>&2
echo   fix:   install one (such as Temurin 25) or set SARTOR_JAVA_HOME to its folder>&2
exit /b 2

:build_failed
echo the build failed>&2
echo   where: "%home%">&2
echo   fix:   read the message of Maven above; it needs Maven 3.8 or later on the PATH>&2
exit /b 2

rem Sets jdk to a folder if it has a JDK of release 25 or later, by its release file.
:consider
if defined jdk exit /b
if "%~1"=="" exit /b
if not exist "%~1\release" exit /b
if not exist "%~1\bin\java.exe" exit /b
set "feature=0"
for /f "tokens=2 delims==.-+" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "feature=%%~V"
set "feature=%feature:"=%"
if %feature% geq 25 set "jdk=%~1"
exit /b
